
declare double @llvm.sqrt.f64(double)
declare double @llvm.floor.f64(double)
declare double @llvm.fabs.f64(double)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare i64 @mode.enter()
declare void @mode.leave(i64)


declare i32 @dprintf(i32, ptr, ...)
declare void @abort()
@outside.text = private constant [N x i8] c"%s: index %lld of an array of %lld\0A\00"
define internal void @outside(ptr %where, i64 %index, i64 %length) noinline cold noreturn nounwind {
  call i32 (i32, ptr, ...) @dprintf(i32 2, ptr @outside.text, ptr %where, i64 %index, i64 %length)
  call void @abort()
  unreachable
}

define void @kernel(ptr %arguments) nounwind {
  %h.1 = alloca i64, i64 17
  %v.2 = getelementptr inbounds i64, ptr %arguments, i64 7
  %v.3 = load i64, ptr %v.2
  %v.4 = getelementptr inbounds i64, ptr %h.1, i64 0
  store i64 %v.3, ptr %v.4
  %v.5 = getelementptr inbounds i64, ptr %arguments, i64 0
  %v.6 = load ptr, ptr %v.5
  %v.7 = getelementptr inbounds i8, ptr %v.6, i64 16
  %v.8 = getelementptr inbounds i8, ptr %v.6, i64 32
  %v.9 = load ptr, ptr %v.8
  %v.10 = load ptr, ptr %v.7
  %v.11 = load i64, ptr %v.9
  %v.12 = getelementptr inbounds i64, ptr %h.1, i64 1
  store ptr %v.10, ptr %v.12
  %v.13 = getelementptr inbounds i64, ptr %h.1, i64 2
  store i64 %v.11, ptr %v.13
  %v.14 = getelementptr inbounds i64, ptr %arguments, i64 8
  %v.15 = load double, ptr %v.14
  %v.16 = getelementptr inbounds i64, ptr %h.1, i64 3
  store double %v.15, ptr %v.16
  %v.17 = getelementptr inbounds i64, ptr %arguments, i64 9
  %v.18 = load i64, ptr %v.17
  %v.19 = trunc i64 %v.18 to i1
  %v.20 = zext i1 %v.19 to i64
  %v.21 = getelementptr inbounds i64, ptr %h.1, i64 4
  store i64 %v.20, ptr %v.21
  %v.22 = getelementptr inbounds i64, ptr %arguments, i64 1
  %v.23 = load ptr, ptr %v.22
  %v.24 = getelementptr inbounds i8, ptr %v.23, i64 16
  %v.25 = getelementptr inbounds i8, ptr %v.23, i64 32
  %v.26 = load ptr, ptr %v.25
  %v.27 = load ptr, ptr %v.24
  %v.28 = load i64, ptr %v.26
  %v.29 = getelementptr inbounds i64, ptr %h.1, i64 5
  store ptr %v.27, ptr %v.29
  %v.30 = getelementptr inbounds i64, ptr %h.1, i64 6
  store i64 %v.28, ptr %v.30
  %v.31 = getelementptr inbounds i64, ptr %arguments, i64 2
  %v.32 = load ptr, ptr %v.31
  %v.33 = getelementptr inbounds i8, ptr %v.32, i64 16
  %v.34 = getelementptr inbounds i8, ptr %v.32, i64 32
  %v.35 = load ptr, ptr %v.34
  %v.36 = load ptr, ptr %v.33
  %v.37 = load i64, ptr %v.35
  %v.38 = getelementptr inbounds i64, ptr %h.1, i64 7
  store ptr %v.36, ptr %v.38
  %v.39 = getelementptr inbounds i64, ptr %h.1, i64 8
  store i64 %v.37, ptr %v.39
  %v.40 = getelementptr inbounds i64, ptr %arguments, i64 3
  %v.41 = load ptr, ptr %v.40
  %v.42 = getelementptr inbounds i8, ptr %v.41, i64 16
  %v.43 = getelementptr inbounds i8, ptr %v.41, i64 32
  %v.44 = load ptr, ptr %v.43
  %v.45 = load ptr, ptr %v.42
  %v.46 = load i64, ptr %v.44
  %v.47 = getelementptr inbounds i64, ptr %h.1, i64 9
  store ptr %v.45, ptr %v.47
  %v.48 = getelementptr inbounds i64, ptr %h.1, i64 10
  store i64 %v.46, ptr %v.48
  %v.49 = getelementptr inbounds i64, ptr %arguments, i64 4
  %v.50 = load ptr, ptr %v.49
  %v.51 = getelementptr inbounds i8, ptr %v.50, i64 16
  %v.52 = getelementptr inbounds i8, ptr %v.50, i64 32
  %v.53 = load ptr, ptr %v.52
  %v.54 = load ptr, ptr %v.51
  %v.55 = load i64, ptr %v.53
  %v.56 = getelementptr inbounds i64, ptr %h.1, i64 11
  store ptr %v.54, ptr %v.56
  %v.57 = getelementptr inbounds i64, ptr %h.1, i64 12
  store i64 %v.55, ptr %v.57
  %v.58 = getelementptr inbounds i64, ptr %arguments, i64 5
  %v.59 = load ptr, ptr %v.58
  %v.60 = getelementptr inbounds i8, ptr %v.59, i64 16
  %v.61 = getelementptr inbounds i8, ptr %v.59, i64 32
  %v.62 = load ptr, ptr %v.61
  %v.63 = load ptr, ptr %v.60
  %v.64 = load i64, ptr %v.62
  %v.65 = getelementptr inbounds i64, ptr %h.1, i64 13
  store ptr %v.63, ptr %v.65
  %v.66 = getelementptr inbounds i64, ptr %h.1, i64 14
  store i64 %v.64, ptr %v.66
  %v.67 = getelementptr inbounds i64, ptr %arguments, i64 6
  %v.68 = load ptr, ptr %v.67
  %v.69 = getelementptr inbounds i8, ptr %v.68, i64 16
  %v.70 = getelementptr inbounds i8, ptr %v.68, i64 32
  %v.71 = load ptr, ptr %v.70
  %v.72 = load ptr, ptr %v.69
  %v.73 = load i64, ptr %v.71
  %v.74 = getelementptr inbounds i64, ptr %h.1, i64 15
  store ptr %v.72, ptr %v.74
  %v.75 = getelementptr inbounds i64, ptr %h.1, i64 16
  store i64 %v.73, ptr %v.75
  %v.76 = getelementptr inbounds i64, ptr %arguments, i64 10
  %v.77 = load ptr, ptr %v.76
  %v.78 = getelementptr inbounds i8, ptr %v.77, i64 16
  %v.79 = getelementptr inbounds i8, ptr %v.77, i64 32
  %v.80 = load ptr, ptr %v.79
  %v.81 = load ptr, ptr %v.78
  %v.82 = load i64, ptr %v.80
  %v.83 = getelementptr inbounds i64, ptr %arguments, i64 11
  %v.84 = load i64, ptr %v.83
  %v.85 = trunc i64 %v.84 to i1
  %v.86 = call i64 @mode.enter()
  call void @"tests.native.printed_kernels.walk"(ptr %h.1, ptr %v.81, i64 %v.82, i1 %v.85)
  call void @mode.leave(i64 %v.86)
  ret void
}

@"tests.native.printed_kernels.walk.0" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\34\39\3A\20\6F\6E\65\2E\68\65\69\67\68\74\5B\30\5D\00"
@"tests.native.printed_kernels.walk.1" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\34\39\3A\20\6F\6E\65\2E\6B\69\6E\64\5B\30\5D\00"
@"tests.native.printed_kernels.walk.2" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\34\39\3A\20\6F\6E\65\2E\68\65\69\67\68\74\5B\30\5D\00"
@"tests.native.printed_kernels.walk.3" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\35\30\3A\20\6F\6E\65\2E\77\6F\72\64\5B\30\5D\00"
@"tests.native.printed_kernels.walk.4" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\35\30\3A\20\6F\6E\65\2E\73\65\65\6E\5B\31\5D\00"
@"tests.native.printed_kernels.walk.5" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\35\31\3A\20\6F\6E\65\2E\77\65\69\67\68\74\5B\31\5D\00"
@"tests.native.printed_kernels.walk.6" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\35\32\3A\20\6F\6E\65\2E\77\65\69\67\68\74\5B\30\5D\00"
@"tests.native.printed_kernels.walk.7" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\35\33\3A\20\6F\6E\65\2E\73\65\65\6E\5B\30\5D\00"
@"tests.native.printed_kernels.walk.8" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\35\33\3A\20\6F\6E\65\2E\73\74\65\70\5B\30\5D\00"
@"tests.native.printed_kernels.walk.9" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\35\34\3A\20\6D\6F\76\65\28\6F\6E\65\2E\77\65\69\67\68\74\2C\20\31\2C\20\72\6F\61\64\2C\20\30\2C\20\6C\65\6E\28\72\6F\61\64\29\20\2D\20\31\29\00"
@"tests.native.printed_kernels.walk.10" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\35\35\3A\20\6D\6F\76\65\28\6F\6E\65\2E\6B\69\6E\64\2C\20\30\2C\20\6F\6E\65\2E\6B\69\6E\64\2C\20\31\2C\20\32\29\00"
@"tests.native.printed_kernels.walk.11" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\35\36\3A\20\6D\6F\76\65\28\6F\6E\65\2E\68\65\69\67\68\74\2C\20\30\2C\20\6F\6E\65\2E\68\65\69\67\68\74\2C\20\31\2C\20\32\29\00"
@"tests.native.printed_kernels.walk.12" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\35\37\3A\20\6D\6F\76\65\28\6F\6E\65\2E\70\75\72\73\65\2E\63\6F\69\6E\73\2C\20\30\2C\20\6F\6E\65\2E\70\75\72\73\65\2E\63\6F\69\6E\73\2C\20\31\2C\20\32\29\00"
define internal void @"tests.native.printed_kernels.walk"(ptr %one, ptr %road, i64 %road.length, i1 %on) nounwind {
  %on.1 = alloca i1
  store i1 %on, ptr %on.1
  %holds.5 = alloca i1
  %h.10 = getelementptr inbounds i64, ptr %one, i64 4
  %h.11 = load i64, ptr %h.10, !invariant.load !0
  %h.12 = trunc i64 %h.11 to i1
  %h.14 = getelementptr inbounds i64, ptr %one, i64 9
  %h.15 = load ptr, ptr %h.14, !invariant.load !0
  %h.16 = getelementptr inbounds i64, ptr %one, i64 10
  %h.17 = load i64, ptr %h.16, !invariant.load !0
  %h.24 = getelementptr inbounds i64, ptr %one, i64 11
  %h.25 = load ptr, ptr %h.24, !invariant.load !0
  %h.26 = getelementptr inbounds i64, ptr %one, i64 12
  %h.27 = load i64, ptr %h.26, !invariant.load !0
  %h.40 = getelementptr inbounds i64, ptr %one, i64 13
  %h.41 = load ptr, ptr %h.40, !invariant.load !0
  %h.42 = getelementptr inbounds i64, ptr %one, i64 14
  %h.43 = load i64, ptr %h.42, !invariant.load !0
  %h.50 = getelementptr inbounds i64, ptr %one, i64 15
  %h.51 = load ptr, ptr %h.50, !invariant.load !0
  %h.52 = getelementptr inbounds i64, ptr %one, i64 16
  %h.53 = load i64, ptr %h.52, !invariant.load !0
  %h.59 = getelementptr inbounds i64, ptr %one, i64 1
  %h.61 = getelementptr inbounds i64, ptr %one, i64 0
  %h.62 = load i64, ptr %h.61, !invariant.load !0
  %h.65 = getelementptr inbounds i64, ptr %one, i64 5
  %h.66 = load ptr, ptr %h.65, !invariant.load !0
  %h.67 = getelementptr inbounds i64, ptr %one, i64 6
  %h.68 = load i64, ptr %h.67, !invariant.load !0
  %h.83 = getelementptr inbounds i64, ptr %one, i64 7
  %h.84 = load ptr, ptr %h.83, !invariant.load !0
  %h.85 = getelementptr inbounds i64, ptr %one, i64 8
  %h.86 = load i64, ptr %h.85, !invariant.load !0
  %h.156 = getelementptr inbounds i64, ptr %h.59, i64 0
  %h.157 = load ptr, ptr %h.156, !invariant.load !0
  %h.158 = getelementptr inbounds i64, ptr %h.59, i64 1
  %h.159 = load i64, ptr %h.158, !invariant.load !0
  %v.7 = load i1, ptr %on.1
  %v.8 = xor i1 %v.7, true
  store i1 %v.8, ptr %holds.5
  br i1 %v.8, label %b.9, label %b.6
b.9:
  store i1 %h.12, ptr %holds.5
  br label %b.6
b.6:
  %v.13 = load i1, ptr %holds.5
  br i1 %v.13, label %b.2, label %b.4
b.2:
  %v.18 = icmp ult i64 0, %h.17
  br i1 %v.18, label %b.19, label %b.20
b.20:
  call void @outside(ptr @"tests.native.printed_kernels.walk.0", i64 0, i64 %h.17)
  unreachable
b.19:
  %v.21 = getelementptr inbounds i16, ptr %h.15, i64 0
  %v.22 = load i16, ptr %v.21, !tbaa !8
  %v.23 = sext i16 %v.22 to i64
  %v.28 = icmp ult i64 0, %h.27
  br i1 %v.28, label %b.29, label %b.30
b.30:
  call void @outside(ptr @"tests.native.printed_kernels.walk.1", i64 0, i64 %h.27)
  unreachable
b.29:
  %v.31 = getelementptr inbounds i8, ptr %h.25, i64 0
  %v.32 = load i8, ptr %v.31, !tbaa !10
  %v.33 = zext i8 %v.32 to i64
  %v.34 = add i64 %v.23, %v.33
  %v.35 = icmp ult i64 0, %h.17
  br i1 %v.35, label %b.36, label %b.37
b.37:
  call void @outside(ptr @"tests.native.printed_kernels.walk.2", i64 0, i64 %h.17)
  unreachable
b.36:
  %v.38 = getelementptr inbounds i16, ptr %h.15, i64 0
  %v.39 = trunc i64 %v.34 to i16
  store i16 %v.39, ptr %v.38, !tbaa !8
  %v.44 = icmp ult i64 0, %h.43
  br i1 %v.44, label %b.45, label %b.46
b.46:
  call void @outside(ptr @"tests.native.printed_kernels.walk.3", i64 0, i64 %h.43)
  unreachable
b.45:
  %v.47 = getelementptr inbounds i64, ptr %h.41, i64 0
  %v.48 = load i64, ptr %v.47, !tbaa !12
  %v.49 = icmp sgt i64 %v.48, 7
  %v.54 = icmp ult i64 1, %h.53
  br i1 %v.54, label %b.55, label %b.56
b.56:
  call void @outside(ptr @"tests.native.printed_kernels.walk.4", i64 1, i64 %h.53)
  unreachable
b.55:
  %v.57 = getelementptr inbounds i8, ptr %h.51, i64 1
  %v.58 = zext i1 %v.49 to i8
  store i8 %v.58, ptr %v.57, !tbaa !14
  br label %b.4
b.4:
  %v.60 = call double @"tests.native.printed_kernels.spend"(ptr %h.59, i64 2)
  %v.63 = call double @"tests.native.printed_kernels.spend"(ptr %h.59, i64 %h.62)
  %v.64 = fadd double %v.60, %v.63
  %v.69 = icmp ult i64 1, %h.68
  br i1 %v.69, label %b.70, label %b.71
b.71:
  call void @outside(ptr @"tests.native.printed_kernels.walk.5", i64 1, i64 %h.68)
  unreachable
b.70:
  %v.72 = getelementptr inbounds double, ptr %h.66, i64 1
  store double %v.64, ptr %v.72, !tbaa !2
  %v.73 = icmp ult i64 0, %h.68
  br i1 %v.73, label %b.74, label %b.75
b.75:
  call void @outside(ptr @"tests.native.printed_kernels.walk.6", i64 0, i64 %h.68)
  unreachable
b.74:
  %v.76 = getelementptr inbounds double, ptr %h.66, i64 0
  store double 0x4008000000000000, ptr %v.76, !tbaa !2
  %v.77 = icmp ult i64 0, %h.53
  br i1 %v.77, label %b.78, label %b.79
b.79:
  call void @outside(ptr @"tests.native.printed_kernels.walk.7", i64 0, i64 %h.53)
  unreachable
b.78:
  %v.80 = getelementptr inbounds i8, ptr %h.51, i64 0
  %v.81 = load i8, ptr %v.80, !tbaa !14
  %v.82 = trunc i8 %v.81 to i1
  %v.87 = icmp ult i64 0, %h.86
  br i1 %v.87, label %b.88, label %b.89
b.89:
  call void @outside(ptr @"tests.native.printed_kernels.walk.8", i64 0, i64 %h.86)
  unreachable
b.88:
  %v.90 = getelementptr inbounds i64, ptr %h.84, i64 0
  %v.91 = zext i1 %v.82 to i64
  store i64 %v.91, ptr %v.90, !tbaa !4
  %v.92 = sub i64 %road.length, 1
  %v.93 = icmp eq i64 %v.92, 0
  %v.94 = icmp ule i64 1, %h.68
  %v.95 = sub i64 %h.68, 1
  %v.96 = icmp ule i64 %v.92, %v.95
  %v.97 = and i1 %v.94, %v.96
  %v.98 = add i64 1, %v.92
  %v.99 = or i1 %v.93, %v.97
  br i1 %v.99, label %b.100, label %b.101
b.101:
  call void @outside(ptr @"tests.native.printed_kernels.walk.9", i64 %v.98, i64 %h.68)
  unreachable
b.100:
  %v.102 = icmp eq i64 %v.92, 0
  %v.103 = icmp ule i64 0, %road.length
  %v.104 = sub i64 %road.length, 0
  %v.105 = icmp ule i64 %v.92, %v.104
  %v.106 = and i1 %v.103, %v.105
  %v.107 = add i64 0, %v.92
  %v.108 = or i1 %v.102, %v.106
  br i1 %v.108, label %b.109, label %b.110
b.110:
  call void @outside(ptr @"tests.native.printed_kernels.walk.9", i64 %v.107, i64 %road.length)
  unreachable
b.109:
  %v.111 = getelementptr inbounds double, ptr %h.66, i64 1
  %v.112 = getelementptr inbounds double, ptr %road, i64 0
  %v.113 = mul i64 %v.92, 8
  call void @llvm.memmove.p0.p0.i64(ptr %v.111, ptr %v.112, i64 %v.113, i1 false)
  %v.114 = icmp eq i64 2, 0
  %v.115 = icmp ule i64 0, %h.27
  %v.116 = sub i64 %h.27, 0
  %v.117 = icmp ule i64 2, %v.116
  %v.118 = and i1 %v.115, %v.117
  %v.119 = add i64 0, 2
  %v.120 = or i1 %v.114, %v.118
  br i1 %v.120, label %b.121, label %b.122
b.122:
  call void @outside(ptr @"tests.native.printed_kernels.walk.10", i64 %v.119, i64 %h.27)
  unreachable
b.121:
  %v.123 = icmp eq i64 2, 0
  %v.124 = icmp ule i64 1, %h.27
  %v.125 = sub i64 %h.27, 1
  %v.126 = icmp ule i64 2, %v.125
  %v.127 = and i1 %v.124, %v.126
  %v.128 = add i64 1, 2
  %v.129 = or i1 %v.123, %v.127
  br i1 %v.129, label %b.130, label %b.131
b.131:
  call void @outside(ptr @"tests.native.printed_kernels.walk.10", i64 %v.128, i64 %h.27)
  unreachable
b.130:
  %v.132 = getelementptr inbounds i8, ptr %h.25, i64 0
  %v.133 = getelementptr inbounds i8, ptr %h.25, i64 1
  %v.134 = mul i64 2, 1
  call void @llvm.memmove.p0.p0.i64(ptr %v.132, ptr %v.133, i64 %v.134, i1 false)
  %v.135 = icmp eq i64 2, 0
  %v.136 = icmp ule i64 0, %h.17
  %v.137 = sub i64 %h.17, 0
  %v.138 = icmp ule i64 2, %v.137
  %v.139 = and i1 %v.136, %v.138
  %v.140 = add i64 0, 2
  %v.141 = or i1 %v.135, %v.139
  br i1 %v.141, label %b.142, label %b.143
b.143:
  call void @outside(ptr @"tests.native.printed_kernels.walk.11", i64 %v.140, i64 %h.17)
  unreachable
b.142:
  %v.144 = icmp eq i64 2, 0
  %v.145 = icmp ule i64 1, %h.17
  %v.146 = sub i64 %h.17, 1
  %v.147 = icmp ule i64 2, %v.146
  %v.148 = and i1 %v.145, %v.147
  %v.149 = add i64 1, 2
  %v.150 = or i1 %v.144, %v.148
  br i1 %v.150, label %b.151, label %b.152
b.152:
  call void @outside(ptr @"tests.native.printed_kernels.walk.11", i64 %v.149, i64 %h.17)
  unreachable
b.151:
  %v.153 = getelementptr inbounds i16, ptr %h.15, i64 0
  %v.154 = getelementptr inbounds i16, ptr %h.15, i64 1
  %v.155 = mul i64 2, 2
  call void @llvm.memmove.p0.p0.i64(ptr %v.153, ptr %v.154, i64 %v.155, i1 false)
  %v.160 = icmp eq i64 2, 0
  %v.161 = icmp ule i64 0, %h.159
  %v.162 = sub i64 %h.159, 0
  %v.163 = icmp ule i64 2, %v.162
  %v.164 = and i1 %v.161, %v.163
  %v.165 = add i64 0, 2
  %v.166 = or i1 %v.160, %v.164
  br i1 %v.166, label %b.167, label %b.168
b.168:
  call void @outside(ptr @"tests.native.printed_kernels.walk.12", i64 %v.165, i64 %h.159)
  unreachable
b.167:
  %v.169 = icmp eq i64 2, 0
  %v.170 = icmp ule i64 1, %h.159
  %v.171 = sub i64 %h.159, 1
  %v.172 = icmp ule i64 2, %v.171
  %v.173 = and i1 %v.170, %v.172
  %v.174 = add i64 1, 2
  %v.175 = or i1 %v.169, %v.173
  br i1 %v.175, label %b.176, label %b.177
b.177:
  call void @outside(ptr @"tests.native.printed_kernels.walk.12", i64 %v.174, i64 %h.159)
  unreachable
b.176:
  %v.178 = getelementptr inbounds i32, ptr %h.157, i64 0
  %v.179 = getelementptr inbounds i32, ptr %h.157, i64 1
  %v.180 = mul i64 2, 4
  call void @llvm.memmove.p0.p0.i64(ptr %v.178, ptr %v.179, i64 %v.180, i1 false)
  ret void
}

@"tests.native.printed_kernels.spend.0" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\34\31\3A\20\70\75\72\73\65\2E\63\6F\69\6E\73\5B\63\6F\69\6E\5D\00"
@"tests.native.printed_kernels.spend.1" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\34\31\3A\20\70\75\72\73\65\2E\63\6F\69\6E\73\5B\63\6F\69\6E\5D\00"
@"tests.native.printed_kernels.spend.2" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\34\32\3A\20\70\75\72\73\65\2E\63\6F\69\6E\73\5B\63\6F\69\6E\5D\00"
define internal double @"tests.native.printed_kernels.spend"(ptr %purse, i64 %coin) nounwind {
  %coin.1 = alloca i64
  store i64 %coin, ptr %coin.1
  %h.2 = getelementptr inbounds i64, ptr %purse, i64 0
  %h.3 = load ptr, ptr %h.2, !invariant.load !0
  %h.4 = getelementptr inbounds i64, ptr %purse, i64 1
  %h.5 = load i64, ptr %h.4, !invariant.load !0
  %left.27 = alloca i64
  %h.29 = getelementptr inbounds i64, ptr %purse, i64 2
  %h.30 = load double, ptr %h.29, !invariant.load !0
  %v.6 = load i64, ptr %coin.1
  %v.7 = icmp ult i64 %v.6, %h.5
  br i1 %v.7, label %b.8, label %b.9
b.9:
  call void @outside(ptr @"tests.native.printed_kernels.spend.0", i64 %v.6, i64 %h.5)
  unreachable
b.8:
  %v.10 = getelementptr inbounds i32, ptr %h.3, i64 %v.6
  %v.11 = load i32, ptr %v.10, !tbaa !6
  %v.12 = sext i32 %v.11 to i64
  %v.13 = sub i64 %v.12, 1
  %v.14 = load i64, ptr %coin.1
  %v.15 = icmp ult i64 %v.14, %h.5
  br i1 %v.15, label %b.16, label %b.17
b.17:
  call void @outside(ptr @"tests.native.printed_kernels.spend.1", i64 %v.14, i64 %h.5)
  unreachable
b.16:
  %v.18 = getelementptr inbounds i32, ptr %h.3, i64 %v.14
  %v.19 = trunc i64 %v.13 to i32
  store i32 %v.19, ptr %v.18, !tbaa !6
  %v.20 = load i64, ptr %coin.1
  %v.21 = icmp ult i64 %v.20, %h.5
  br i1 %v.21, label %b.22, label %b.23
b.23:
  call void @outside(ptr @"tests.native.printed_kernels.spend.2", i64 %v.20, i64 %h.5)
  unreachable
b.22:
  %v.24 = getelementptr inbounds i32, ptr %h.3, i64 %v.20
  %v.25 = load i32, ptr %v.24, !tbaa !6
  %v.26 = sext i32 %v.25 to i64
  store i64 %v.26, ptr %left.27
  %v.28 = load i64, ptr %left.27
  %v.31 = sitofp i64 %v.28 to double
  %v.32 = fmul double %v.31, %h.30
  ret double %v.32
}

!0 = !{}
!1 = !{!"kernel"}
!2 = !{!3, !3, i64 0}
!3 = !{!"float64", !1}
!4 = !{!5, !5, i64 0}
!5 = !{!"int64", !1}
!6 = !{!7, !7, i64 0}
!7 = !{!"int32", !1}
!8 = !{!9, !9, i64 0}
!9 = !{!"int16", !1}
!10 = !{!11, !11, i64 0}
!11 = !{!"uint8", !1}
!12 = !{!13, !13, i64 0}
!13 = !{!"uint64", !1}
!14 = !{!15, !15, i64 0}
!15 = !{!"bool", !1}
