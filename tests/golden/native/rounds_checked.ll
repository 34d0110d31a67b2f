
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

define i64 @kernel(ptr %arguments) nounwind {
  %v.1 = getelementptr inbounds i64, ptr %arguments, i64 0
  %v.2 = load i64, ptr %v.1
  %v.3 = getelementptr inbounds i64, ptr %arguments, i64 1
  %v.4 = load ptr, ptr %v.3
  %v.5 = getelementptr inbounds i8, ptr %v.4, i64 16
  %v.6 = getelementptr inbounds i8, ptr %v.4, i64 32
  %v.7 = load ptr, ptr %v.6
  %v.8 = load ptr, ptr %v.5
  %v.9 = load i64, ptr %v.7
  %v.10 = call i64 @mode.enter()
  %v.11 = call i64 @"tests.native.printed_kernels.rounds"(i64 %v.2, ptr %v.8, i64 %v.9)
  call void @mode.leave(i64 %v.10)
  ret i64 %v.11
}

@"tests.native.printed_kernels.rounds.0" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\38\34\3A\20\76\61\6C\75\65\73\5B\70\6C\61\63\65\5D\00"
@"tests.native.printed_kernels.rounds.1" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\38\36\3A\20\76\61\6C\75\65\73\5B\70\6C\61\63\65\5D\00"
@"tests.native.printed_kernels.rounds.2" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\38\38\3A\20\76\61\6C\75\65\73\5B\70\6C\61\63\65\5D\00"
define internal i64 @"tests.native.printed_kernels.rounds"(i64 %n, ptr %values, i64 %values.length) nounwind {
  %n.1 = alloca i64
  store i64 %n, ptr %n.1
  %total.2 = alloca i64
  %counter.9 = alloca i64
  %place.12 = alloca i64
  store i64 0, ptr %total.2
  %v.3 = load i64, ptr %n.1
  %v.4 = sub i64 %v.3, 1
  store i64 %v.4, ptr %counter.9
  br label %b.5
b.5:
  %v.10 = load i64, ptr %counter.9
  %v.11 = icmp sgt i64 %v.10, -1
  br i1 %v.11, label %b.6, label %b.8
b.6:
  store i64 %v.10, ptr %place.12
  %v.16 = load i64, ptr %place.12
  %v.17 = icmp ult i64 %v.16, %values.length
  br i1 %v.17, label %b.18, label %b.19
b.19:
  call void @outside(ptr @"tests.native.printed_kernels.rounds.0", i64 %v.16, i64 %values.length)
  unreachable
b.18:
  %v.20 = getelementptr inbounds i64, ptr %values, i64 %v.16
  %v.21 = load i64, ptr %v.20, !tbaa !4
  %v.22 = icmp slt i64 %v.21, 0
  br i1 %v.22, label %b.13, label %b.15
b.13:
  br label %b.7
b.15:
  %v.26 = load i64, ptr %place.12
  %v.27 = icmp ult i64 %v.26, %values.length
  br i1 %v.27, label %b.28, label %b.29
b.29:
  call void @outside(ptr @"tests.native.printed_kernels.rounds.1", i64 %v.26, i64 %values.length)
  unreachable
b.28:
  %v.30 = getelementptr inbounds i64, ptr %values, i64 %v.26
  %v.31 = load i64, ptr %v.30, !tbaa !4
  %v.32 = icmp sgt i64 %v.31, 90
  br i1 %v.32, label %b.23, label %b.25
b.23:
  br label %b.8
b.25:
  %v.33 = load i64, ptr %total.2
  %v.34 = load i64, ptr %place.12
  %v.35 = icmp ult i64 %v.34, %values.length
  br i1 %v.35, label %b.36, label %b.37
b.37:
  call void @outside(ptr @"tests.native.printed_kernels.rounds.2", i64 %v.34, i64 %values.length)
  unreachable
b.36:
  %v.38 = getelementptr inbounds i64, ptr %values, i64 %v.34
  %v.39 = load i64, ptr %v.38, !tbaa !4
  %v.40 = add i64 %v.33, %v.39
  store i64 %v.40, ptr %total.2
  br label %b.7
b.7:
  %v.41 = load i64, ptr %counter.9
  %v.42 = add nsw i64 %v.41, -2
  store i64 %v.42, ptr %counter.9
  br label %b.5
b.8:
  br label %b.43
b.43:
  %v.46 = load i64, ptr %total.2
  %v.47 = load i64, ptr %n.1
  %v.48 = icmp sgt i64 %v.46, %v.47
  br i1 %v.48, label %b.44, label %b.45
b.44:
  %v.49 = load i64, ptr %total.2
  %v.50 = srem i64 %v.49, 2
  %v.51 = xor i64 %v.50, 2
  %v.52 = icmp slt i64 %v.51, 0
  %v.53 = icmp ne i64 %v.50, 0
  %v.54 = and i1 %v.52, %v.53
  %v.55 = sdiv i64 %v.49, 2
  %v.56 = sext i1 %v.54 to i64
  %v.57 = add i64 %v.55, %v.56
  store i64 %v.57, ptr %total.2
  br label %b.43
b.45:
  br label %b.58
b.58:
  br label %b.59
b.59:
  %v.61 = load i64, ptr %total.2
  %v.62 = add i64 %v.61, 1
  store i64 %v.62, ptr %total.2
  %v.66 = load i64, ptr %total.2
  %v.67 = call i1 @"tests.native.printed_kernels.holds"(i64 %v.66, double 0x3FE0000000000000, i1 true)
  br i1 %v.67, label %b.63, label %b.65
b.63:
  %v.68 = load i64, ptr %total.2
  ret i64 %v.68
b.65:
  br label %b.58
}

define internal i1 @"tests.native.printed_kernels.holds"(i64 %a, double %x, i1 %t) nounwind {
  %a.1 = alloca i64
  store i64 %a, ptr %a.1
  %x.2 = alloca double
  store double %x, ptr %x.2
  %t.3 = alloca i1
  store i1 %t, ptr %t.3
  %holds.4 = alloca i1
  %holds.6 = alloca i1
  %holds.14 = alloca i1
  %inside.24 = alloca i1
  %choice.36 = alloca i1
  %v.8 = load i64, ptr %a.1
  %v.9 = icmp sle i64 0, %v.8
  store i1 %v.9, ptr %holds.6
  br i1 %v.9, label %b.10, label %b.7
b.10:
  %v.11 = icmp slt i64 %v.8, 7
  store i1 %v.11, ptr %holds.6
  br label %b.7
b.7:
  %v.12 = load i1, ptr %holds.6
  store i1 %v.12, ptr %holds.4
  br i1 %v.12, label %b.13, label %b.5
b.13:
  %v.16 = load i64, ptr %a.1
  %v.17 = icmp ne i64 %v.16, 2
  store i1 %v.17, ptr %holds.14
  br i1 %v.17, label %b.15, label %b.18
b.18:
  %v.19 = load double, ptr %x.2
  %v.20 = fcmp ogt double %v.19, 0x3FE0000000000000
  %v.21 = xor i1 %v.20, true
  store i1 %v.21, ptr %holds.14
  br label %b.15
b.15:
  %v.22 = load i1, ptr %holds.14
  store i1 %v.22, ptr %holds.4
  br label %b.5
b.5:
  %v.23 = load i1, ptr %holds.4
  store i1 %v.23, ptr %inside.24
  %v.25 = load double, ptr %x.2
  %v.26 = fcmp oge double %v.25, 0x0000000000000000
  br i1 %v.26, label %b.27, label %b.28
b.27:
  %v.30 = load i1, ptr %inside.24
  %v.31 = load i1, ptr %t.3
  %v.32 = or i1 %v.30, %v.31
  %v.33 = load i64, ptr %a.1
  %v.34 = icmp eq i64 %v.33, 3
  %v.35 = and i1 %v.32, %v.34
  store i1 %v.35, ptr %choice.36
  br label %b.29
b.28:
  %v.37 = load i64, ptr %a.1
  %v.38 = icmp ne i64 %v.37, 0
  %v.39 = load double, ptr %x.2
  %v.40 = fcmp une double %v.39, 0.0
  %v.41 = xor i1 %v.38, %v.40
  store i1 %v.41, ptr %choice.36
  br label %b.29
b.29:
  %v.42 = load i1, ptr %choice.36
  ret i1 %v.42
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
