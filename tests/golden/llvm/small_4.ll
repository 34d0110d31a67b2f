@columns.kept.8 = internal constant [5 x [2 x i64]] [[2 x i64] [i64 0, i64 1], [2 x i64] [i64 64, i64 1], [2 x i64] [i64 128, i64 1], [2 x i64] [i64 960, i64 1], [2 x i64] [i64 1152, i64 1]]

@columns.work.8 = internal constant [2 x [2 x i64]] [[2 x i64] [i64 896, i64 1], [2 x i64] [i64 1024, i64 4]]

@columns.work.1 = internal constant [1 x [2 x i64]] [[2 x i64] [i64 832, i64 1]]

declare i64 @mode.enter()

declare void @mode.leave(i64)

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

declare i64 @llvm.cttz.i64(i64, i1)

declare <4 x double> @llvm.fabs.v4f64(<4 x double>)

define internal void @scatter.double(ptr %base, <4 x i64> %index, <4 x double> %value, <4 x i1> %mask) #0 {
entry:
  %v.1 = mul <4 x i64> %index, splat (i64 4)
  %v.2 = extractelement <4 x i64> %v.1, i64 0
  %v.3 = add i64 %v.2, 0
  %v.4 = getelementptr double, ptr %base, i64 %v.3
  %v.5 = extractelement <4 x double> %value, i64 0
  %v.6 = load double, ptr %v.4
  %v.7 = extractelement <4 x i1> %mask, i64 0
  %v.8 = select i1 %v.7, double %v.5, double %v.6
  store double %v.8, ptr %v.4
  %v.9 = extractelement <4 x i64> %v.1, i64 1
  %v.10 = add i64 %v.9, 1
  %v.11 = getelementptr double, ptr %base, i64 %v.10
  %v.12 = extractelement <4 x double> %value, i64 1
  %v.13 = load double, ptr %v.11
  %v.14 = extractelement <4 x i1> %mask, i64 1
  %v.15 = select i1 %v.14, double %v.12, double %v.13
  store double %v.15, ptr %v.11
  %v.16 = extractelement <4 x i64> %v.1, i64 2
  %v.17 = add i64 %v.16, 2
  %v.18 = getelementptr double, ptr %base, i64 %v.17
  %v.19 = extractelement <4 x double> %value, i64 2
  %v.20 = load double, ptr %v.18
  %v.21 = extractelement <4 x i1> %mask, i64 2
  %v.22 = select i1 %v.21, double %v.19, double %v.20
  store double %v.22, ptr %v.18
  %v.23 = extractelement <4 x i64> %v.1, i64 3
  %v.24 = add i64 %v.23, 3
  %v.25 = getelementptr double, ptr %base, i64 %v.24
  %v.26 = extractelement <4 x double> %value, i64 3
  %v.27 = load double, ptr %v.25
  %v.28 = extractelement <4 x i1> %mask, i64 3
  %v.29 = select i1 %v.28, double %v.26, double %v.27
  store double %v.29, ptr %v.25
  ret void
}

define internal <4 x double> @draw.uniform01(<4 x i64> %p0, <4 x i64> %p1, <4 x i64> %p2, <4 x i64> %p3, <4 x i64> %p4, <4 x i64> %p5) #3 {
entry:
  %v.1 = and <4 x i64> %p2, splat (i64 4294967295)
  %v.2 = and <4 x i64> %p3, splat (i64 4294967295)
  %v.3 = and <4 x i64> %p4, splat (i64 4294967295)
  %v.4 = and <4 x i64> %p5, splat (i64 4294967295)
  %v.5 = mul <4 x i64> %v.1, splat (i64 3528531795)
  %v.6 = mul <4 x i64> %v.3, splat (i64 3449720151)
  %v.7 = ashr <4 x i64> %v.6, splat (i64 32)
  %v.8 = and <4 x i64> %v.7, splat (i64 4294967295)
  %v.9 = xor <4 x i64> %v.8, %v.2
  %v.10 = xor <4 x i64> %v.9, %p0
  %v.11 = and <4 x i64> %v.6, splat (i64 4294967295)
  %v.12 = ashr <4 x i64> %v.5, splat (i64 32)
  %v.13 = and <4 x i64> %v.12, splat (i64 4294967295)
  %v.14 = xor <4 x i64> %v.13, %v.4
  %v.15 = xor <4 x i64> %v.14, %p1
  %v.16 = and <4 x i64> %v.5, splat (i64 4294967295)
  %v.17 = add <4 x i64> %p0, splat (i64 2654435769)
  %v.18 = and <4 x i64> %v.17, splat (i64 4294967295)
  %v.19 = add <4 x i64> %p1, splat (i64 3144134277)
  %v.20 = and <4 x i64> %v.19, splat (i64 4294967295)
  %v.21 = mul <4 x i64> %v.10, splat (i64 3528531795)
  %v.22 = mul <4 x i64> %v.15, splat (i64 3449720151)
  %v.23 = ashr <4 x i64> %v.22, splat (i64 32)
  %v.24 = and <4 x i64> %v.23, splat (i64 4294967295)
  %v.25 = xor <4 x i64> %v.24, %v.11
  %v.26 = xor <4 x i64> %v.25, %v.18
  %v.27 = and <4 x i64> %v.22, splat (i64 4294967295)
  %v.28 = ashr <4 x i64> %v.21, splat (i64 32)
  %v.29 = and <4 x i64> %v.28, splat (i64 4294967295)
  %v.30 = xor <4 x i64> %v.29, %v.16
  %v.31 = xor <4 x i64> %v.30, %v.20
  %v.32 = and <4 x i64> %v.21, splat (i64 4294967295)
  %v.33 = add <4 x i64> %v.18, splat (i64 2654435769)
  %v.34 = and <4 x i64> %v.33, splat (i64 4294967295)
  %v.35 = add <4 x i64> %v.20, splat (i64 3144134277)
  %v.36 = and <4 x i64> %v.35, splat (i64 4294967295)
  %v.37 = mul <4 x i64> %v.26, splat (i64 3528531795)
  %v.38 = mul <4 x i64> %v.31, splat (i64 3449720151)
  %v.39 = ashr <4 x i64> %v.38, splat (i64 32)
  %v.40 = and <4 x i64> %v.39, splat (i64 4294967295)
  %v.41 = xor <4 x i64> %v.40, %v.27
  %v.42 = xor <4 x i64> %v.41, %v.34
  %v.43 = and <4 x i64> %v.38, splat (i64 4294967295)
  %v.44 = ashr <4 x i64> %v.37, splat (i64 32)
  %v.45 = and <4 x i64> %v.44, splat (i64 4294967295)
  %v.46 = xor <4 x i64> %v.45, %v.32
  %v.47 = xor <4 x i64> %v.46, %v.36
  %v.48 = and <4 x i64> %v.37, splat (i64 4294967295)
  %v.49 = add <4 x i64> %v.34, splat (i64 2654435769)
  %v.50 = and <4 x i64> %v.49, splat (i64 4294967295)
  %v.51 = add <4 x i64> %v.36, splat (i64 3144134277)
  %v.52 = and <4 x i64> %v.51, splat (i64 4294967295)
  %v.53 = mul <4 x i64> %v.42, splat (i64 3528531795)
  %v.54 = mul <4 x i64> %v.47, splat (i64 3449720151)
  %v.55 = ashr <4 x i64> %v.54, splat (i64 32)
  %v.56 = and <4 x i64> %v.55, splat (i64 4294967295)
  %v.57 = xor <4 x i64> %v.56, %v.43
  %v.58 = xor <4 x i64> %v.57, %v.50
  %v.59 = and <4 x i64> %v.54, splat (i64 4294967295)
  %v.60 = ashr <4 x i64> %v.53, splat (i64 32)
  %v.61 = and <4 x i64> %v.60, splat (i64 4294967295)
  %v.62 = xor <4 x i64> %v.61, %v.48
  %v.63 = xor <4 x i64> %v.62, %v.52
  %v.64 = and <4 x i64> %v.53, splat (i64 4294967295)
  %v.65 = add <4 x i64> %v.50, splat (i64 2654435769)
  %v.66 = and <4 x i64> %v.65, splat (i64 4294967295)
  %v.67 = add <4 x i64> %v.52, splat (i64 3144134277)
  %v.68 = and <4 x i64> %v.67, splat (i64 4294967295)
  %v.69 = mul <4 x i64> %v.58, splat (i64 3528531795)
  %v.70 = mul <4 x i64> %v.63, splat (i64 3449720151)
  %v.71 = ashr <4 x i64> %v.70, splat (i64 32)
  %v.72 = and <4 x i64> %v.71, splat (i64 4294967295)
  %v.73 = xor <4 x i64> %v.72, %v.59
  %v.74 = xor <4 x i64> %v.73, %v.66
  %v.75 = and <4 x i64> %v.70, splat (i64 4294967295)
  %v.76 = ashr <4 x i64> %v.69, splat (i64 32)
  %v.77 = and <4 x i64> %v.76, splat (i64 4294967295)
  %v.78 = xor <4 x i64> %v.77, %v.64
  %v.79 = xor <4 x i64> %v.78, %v.68
  %v.80 = and <4 x i64> %v.69, splat (i64 4294967295)
  %v.81 = add <4 x i64> %v.66, splat (i64 2654435769)
  %v.82 = and <4 x i64> %v.81, splat (i64 4294967295)
  %v.83 = add <4 x i64> %v.68, splat (i64 3144134277)
  %v.84 = and <4 x i64> %v.83, splat (i64 4294967295)
  %v.85 = mul <4 x i64> %v.74, splat (i64 3528531795)
  %v.86 = mul <4 x i64> %v.79, splat (i64 3449720151)
  %v.87 = ashr <4 x i64> %v.86, splat (i64 32)
  %v.88 = and <4 x i64> %v.87, splat (i64 4294967295)
  %v.89 = xor <4 x i64> %v.88, %v.75
  %v.90 = xor <4 x i64> %v.89, %v.82
  %v.91 = and <4 x i64> %v.86, splat (i64 4294967295)
  %v.92 = ashr <4 x i64> %v.85, splat (i64 32)
  %v.93 = and <4 x i64> %v.92, splat (i64 4294967295)
  %v.94 = xor <4 x i64> %v.93, %v.80
  %v.95 = xor <4 x i64> %v.94, %v.84
  %v.96 = and <4 x i64> %v.85, splat (i64 4294967295)
  %v.97 = add <4 x i64> %v.82, splat (i64 2654435769)
  %v.98 = and <4 x i64> %v.97, splat (i64 4294967295)
  %v.99 = add <4 x i64> %v.84, splat (i64 3144134277)
  %v.100 = and <4 x i64> %v.99, splat (i64 4294967295)
  %v.101 = mul <4 x i64> %v.90, splat (i64 3528531795)
  %v.102 = mul <4 x i64> %v.95, splat (i64 3449720151)
  %v.103 = ashr <4 x i64> %v.102, splat (i64 32)
  %v.104 = and <4 x i64> %v.103, splat (i64 4294967295)
  %v.105 = xor <4 x i64> %v.104, %v.91
  %v.106 = xor <4 x i64> %v.105, %v.98
  %v.107 = and <4 x i64> %v.102, splat (i64 4294967295)
  %v.108 = ashr <4 x i64> %v.101, splat (i64 32)
  %v.109 = and <4 x i64> %v.108, splat (i64 4294967295)
  %v.110 = xor <4 x i64> %v.109, %v.96
  %v.111 = xor <4 x i64> %v.110, %v.100
  %v.112 = and <4 x i64> %v.101, splat (i64 4294967295)
  %v.113 = add <4 x i64> %v.98, splat (i64 2654435769)
  %v.114 = and <4 x i64> %v.113, splat (i64 4294967295)
  %v.115 = add <4 x i64> %v.100, splat (i64 3144134277)
  %v.116 = and <4 x i64> %v.115, splat (i64 4294967295)
  %v.117 = mul <4 x i64> %v.106, splat (i64 3528531795)
  %v.118 = mul <4 x i64> %v.111, splat (i64 3449720151)
  %v.119 = ashr <4 x i64> %v.118, splat (i64 32)
  %v.120 = and <4 x i64> %v.119, splat (i64 4294967295)
  %v.121 = xor <4 x i64> %v.120, %v.107
  %v.122 = xor <4 x i64> %v.121, %v.114
  %v.123 = and <4 x i64> %v.118, splat (i64 4294967295)
  %v.124 = ashr <4 x i64> %v.117, splat (i64 32)
  %v.125 = and <4 x i64> %v.124, splat (i64 4294967295)
  %v.126 = xor <4 x i64> %v.125, %v.112
  %v.127 = xor <4 x i64> %v.126, %v.116
  %v.128 = and <4 x i64> %v.117, splat (i64 4294967295)
  %v.129 = add <4 x i64> %v.114, splat (i64 2654435769)
  %v.130 = and <4 x i64> %v.129, splat (i64 4294967295)
  %v.131 = add <4 x i64> %v.116, splat (i64 3144134277)
  %v.132 = and <4 x i64> %v.131, splat (i64 4294967295)
  %v.133 = mul <4 x i64> %v.122, splat (i64 3528531795)
  %v.134 = mul <4 x i64> %v.127, splat (i64 3449720151)
  %v.135 = ashr <4 x i64> %v.134, splat (i64 32)
  %v.136 = and <4 x i64> %v.135, splat (i64 4294967295)
  %v.137 = xor <4 x i64> %v.136, %v.123
  %v.138 = xor <4 x i64> %v.137, %v.130
  %v.139 = and <4 x i64> %v.134, splat (i64 4294967295)
  %v.140 = ashr <4 x i64> %v.133, splat (i64 32)
  %v.141 = and <4 x i64> %v.140, splat (i64 4294967295)
  %v.142 = xor <4 x i64> %v.141, %v.128
  %v.143 = xor <4 x i64> %v.142, %v.132
  %v.144 = and <4 x i64> %v.133, splat (i64 4294967295)
  %v.145 = add <4 x i64> %v.130, splat (i64 2654435769)
  %v.146 = and <4 x i64> %v.145, splat (i64 4294967295)
  %v.147 = add <4 x i64> %v.132, splat (i64 3144134277)
  %v.148 = and <4 x i64> %v.147, splat (i64 4294967295)
  %v.149 = mul <4 x i64> %v.138, splat (i64 3528531795)
  %v.150 = mul <4 x i64> %v.143, splat (i64 3449720151)
  %v.151 = ashr <4 x i64> %v.150, splat (i64 32)
  %v.152 = and <4 x i64> %v.151, splat (i64 4294967295)
  %v.153 = xor <4 x i64> %v.152, %v.139
  %v.154 = xor <4 x i64> %v.153, %v.146
  %v.155 = and <4 x i64> %v.150, splat (i64 4294967295)
  %v.156 = ashr <4 x i64> %v.149, splat (i64 32)
  %v.157 = and <4 x i64> %v.156, splat (i64 4294967295)
  %v.158 = xor <4 x i64> %v.157, %v.144
  %v.159 = xor <4 x i64> %v.158, %v.148
  %v.160 = and <4 x i64> %v.149, splat (i64 4294967295)
  %v.161 = ashr <4 x i64> %v.154, splat (i64 5)
  %v.162 = add <4 x i64> %v.161, splat (i64 4843621399236968448)
  %v.163 = bitcast <4 x i64> %v.162 to <4 x double>
  %v.164 = fsub <4 x double> %v.163, splat (double 0x4338000000000000)
  %v.165 = ashr <4 x i64> %v.155, splat (i64 6)
  %v.166 = add <4 x i64> %v.165, splat (i64 4843621399236968448)
  %v.167 = bitcast <4 x i64> %v.166 to <4 x double>
  %v.168 = fsub <4 x double> %v.167, splat (double 0x4338000000000000)
  %v.169 = fmul <4 x double> %v.164, splat (double 0x4190000000000000)
  %v.170 = fadd <4 x double> %v.169, %v.168
  %v.171 = fmul <4 x double> %v.170, splat (double 0x3CA0000000000000)
  ret <4 x double> %v.171
}

define internal void @fill(ptr noalias %work, i64 %seed, i64 %generation, i64 %first, i64 %count) #2 {
entry:
  %cell.216 = alloca <4 x i1>, align 1
  %cell.220 = alloca <4 x double>, align 32
  %cell.223 = alloca <4 x i64>, align 32
  %cell.226 = alloca <4 x double>, align 32
  call void @llvm.memset.p0.i64(ptr %work, i8 0, i64 1216, i1 false)
  %v.1 = insertelement <4 x i64> poison, i64 %first, i64 0
  %v.2 = shufflevector <4 x i64> %v.1, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.3 = add <4 x i64> %v.2, <i64 0, i64 1, i64 2, i64 3>
  %v.4 = and i64 %seed, 4294967295
  %v.5 = ashr i64 %seed, 32
  %v.6 = and i64 %v.5, 4294967295
  %v.7 = mul i64 %generation, 3528531795
  %v.8 = mul i64 0, 3449720151
  %v.9 = ashr i64 %v.8, 32
  %v.10 = and i64 %v.9, 4294967295
  %v.11 = insertelement <4 x i64> poison, i64 %v.10, i64 0
  %v.12 = shufflevector <4 x i64> %v.11, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.13 = xor <4 x i64> %v.12, %v.3
  %v.14 = insertelement <4 x i64> poison, i64 %v.4, i64 0
  %v.15 = shufflevector <4 x i64> %v.14, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.16 = xor <4 x i64> %v.13, %v.15
  %v.17 = and i64 %v.8, 4294967295
  %v.18 = ashr i64 %v.7, 32
  %v.19 = and i64 %v.18, 4294967295
  %v.20 = xor i64 %v.19, 1
  %v.21 = xor i64 %v.20, %v.6
  %v.22 = and i64 %v.7, 4294967295
  %v.23 = add i64 %v.4, 2654435769
  %v.24 = and i64 %v.23, 4294967295
  %v.25 = add i64 %v.6, 3144134277
  %v.26 = and i64 %v.25, 4294967295
  %v.27 = mul <4 x i64> %v.16, splat (i64 3528531795)
  %v.28 = mul i64 %v.21, 3449720151
  %v.29 = ashr i64 %v.28, 32
  %v.30 = and i64 %v.29, 4294967295
  %v.31 = xor i64 %v.30, %v.17
  %v.32 = xor i64 %v.31, %v.24
  %v.33 = and i64 %v.28, 4294967295
  %v.34 = ashr <4 x i64> %v.27, splat (i64 32)
  %v.35 = and <4 x i64> %v.34, splat (i64 4294967295)
  %v.36 = insertelement <4 x i64> poison, i64 %v.22, i64 0
  %v.37 = shufflevector <4 x i64> %v.36, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.38 = xor <4 x i64> %v.35, %v.37
  %v.39 = insertelement <4 x i64> poison, i64 %v.26, i64 0
  %v.40 = shufflevector <4 x i64> %v.39, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.41 = xor <4 x i64> %v.38, %v.40
  %v.42 = and <4 x i64> %v.27, splat (i64 4294967295)
  %v.43 = add i64 %v.24, 2654435769
  %v.44 = and i64 %v.43, 4294967295
  %v.45 = add i64 %v.26, 3144134277
  %v.46 = and i64 %v.45, 4294967295
  %v.47 = mul i64 %v.32, 3528531795
  %v.48 = mul <4 x i64> %v.41, splat (i64 3449720151)
  %v.49 = ashr <4 x i64> %v.48, splat (i64 32)
  %v.50 = and <4 x i64> %v.49, splat (i64 4294967295)
  %v.51 = insertelement <4 x i64> poison, i64 %v.33, i64 0
  %v.52 = shufflevector <4 x i64> %v.51, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.53 = xor <4 x i64> %v.50, %v.52
  %v.54 = insertelement <4 x i64> poison, i64 %v.44, i64 0
  %v.55 = shufflevector <4 x i64> %v.54, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.56 = xor <4 x i64> %v.53, %v.55
  %v.57 = and <4 x i64> %v.48, splat (i64 4294967295)
  %v.58 = ashr i64 %v.47, 32
  %v.59 = and i64 %v.58, 4294967295
  %v.60 = insertelement <4 x i64> poison, i64 %v.59, i64 0
  %v.61 = shufflevector <4 x i64> %v.60, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.62 = xor <4 x i64> %v.61, %v.42
  %v.63 = insertelement <4 x i64> poison, i64 %v.46, i64 0
  %v.64 = shufflevector <4 x i64> %v.63, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.65 = xor <4 x i64> %v.62, %v.64
  %v.66 = and i64 %v.47, 4294967295
  %v.67 = add i64 %v.44, 2654435769
  %v.68 = and i64 %v.67, 4294967295
  %v.69 = add i64 %v.46, 3144134277
  %v.70 = and i64 %v.69, 4294967295
  %v.71 = mul <4 x i64> %v.56, splat (i64 3528531795)
  %v.72 = mul <4 x i64> %v.65, splat (i64 3449720151)
  %v.73 = ashr <4 x i64> %v.72, splat (i64 32)
  %v.74 = and <4 x i64> %v.73, splat (i64 4294967295)
  %v.75 = xor <4 x i64> %v.74, %v.57
  %v.76 = insertelement <4 x i64> poison, i64 %v.68, i64 0
  %v.77 = shufflevector <4 x i64> %v.76, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.78 = xor <4 x i64> %v.75, %v.77
  %v.79 = and <4 x i64> %v.72, splat (i64 4294967295)
  %v.80 = ashr <4 x i64> %v.71, splat (i64 32)
  %v.81 = and <4 x i64> %v.80, splat (i64 4294967295)
  %v.82 = insertelement <4 x i64> poison, i64 %v.66, i64 0
  %v.83 = shufflevector <4 x i64> %v.82, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.84 = xor <4 x i64> %v.81, %v.83
  %v.85 = insertelement <4 x i64> poison, i64 %v.70, i64 0
  %v.86 = shufflevector <4 x i64> %v.85, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.87 = xor <4 x i64> %v.84, %v.86
  %v.88 = and <4 x i64> %v.71, splat (i64 4294967295)
  %v.89 = add i64 %v.68, 2654435769
  %v.90 = and i64 %v.89, 4294967295
  %v.91 = add i64 %v.70, 3144134277
  %v.92 = and i64 %v.91, 4294967295
  %v.93 = mul <4 x i64> %v.78, splat (i64 3528531795)
  %v.94 = mul <4 x i64> %v.87, splat (i64 3449720151)
  %v.95 = ashr <4 x i64> %v.94, splat (i64 32)
  %v.96 = and <4 x i64> %v.95, splat (i64 4294967295)
  %v.97 = xor <4 x i64> %v.96, %v.79
  %v.98 = insertelement <4 x i64> poison, i64 %v.90, i64 0
  %v.99 = shufflevector <4 x i64> %v.98, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.100 = xor <4 x i64> %v.97, %v.99
  %v.101 = and <4 x i64> %v.94, splat (i64 4294967295)
  %v.102 = ashr <4 x i64> %v.93, splat (i64 32)
  %v.103 = and <4 x i64> %v.102, splat (i64 4294967295)
  %v.104 = xor <4 x i64> %v.103, %v.88
  %v.105 = insertelement <4 x i64> poison, i64 %v.92, i64 0
  %v.106 = shufflevector <4 x i64> %v.105, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.107 = xor <4 x i64> %v.104, %v.106
  %v.108 = and <4 x i64> %v.93, splat (i64 4294967295)
  %v.109 = add i64 %v.90, 2654435769
  %v.110 = and i64 %v.109, 4294967295
  %v.111 = add i64 %v.92, 3144134277
  %v.112 = and i64 %v.111, 4294967295
  %v.113 = mul <4 x i64> %v.100, splat (i64 3528531795)
  %v.114 = mul <4 x i64> %v.107, splat (i64 3449720151)
  %v.115 = ashr <4 x i64> %v.114, splat (i64 32)
  %v.116 = and <4 x i64> %v.115, splat (i64 4294967295)
  %v.117 = xor <4 x i64> %v.116, %v.101
  %v.118 = insertelement <4 x i64> poison, i64 %v.110, i64 0
  %v.119 = shufflevector <4 x i64> %v.118, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.120 = xor <4 x i64> %v.117, %v.119
  %v.121 = and <4 x i64> %v.114, splat (i64 4294967295)
  %v.122 = ashr <4 x i64> %v.113, splat (i64 32)
  %v.123 = and <4 x i64> %v.122, splat (i64 4294967295)
  %v.124 = xor <4 x i64> %v.123, %v.108
  %v.125 = insertelement <4 x i64> poison, i64 %v.112, i64 0
  %v.126 = shufflevector <4 x i64> %v.125, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.127 = xor <4 x i64> %v.124, %v.126
  %v.128 = and <4 x i64> %v.113, splat (i64 4294967295)
  %v.129 = add i64 %v.110, 2654435769
  %v.130 = and i64 %v.129, 4294967295
  %v.131 = add i64 %v.112, 3144134277
  %v.132 = and i64 %v.131, 4294967295
  %v.133 = mul <4 x i64> %v.120, splat (i64 3528531795)
  %v.134 = mul <4 x i64> %v.127, splat (i64 3449720151)
  %v.135 = ashr <4 x i64> %v.134, splat (i64 32)
  %v.136 = and <4 x i64> %v.135, splat (i64 4294967295)
  %v.137 = xor <4 x i64> %v.136, %v.121
  %v.138 = insertelement <4 x i64> poison, i64 %v.130, i64 0
  %v.139 = shufflevector <4 x i64> %v.138, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.140 = xor <4 x i64> %v.137, %v.139
  %v.141 = and <4 x i64> %v.134, splat (i64 4294967295)
  %v.142 = ashr <4 x i64> %v.133, splat (i64 32)
  %v.143 = and <4 x i64> %v.142, splat (i64 4294967295)
  %v.144 = xor <4 x i64> %v.143, %v.128
  %v.145 = insertelement <4 x i64> poison, i64 %v.132, i64 0
  %v.146 = shufflevector <4 x i64> %v.145, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.147 = xor <4 x i64> %v.144, %v.146
  %v.148 = and <4 x i64> %v.133, splat (i64 4294967295)
  %v.149 = add i64 %v.130, 2654435769
  %v.150 = and i64 %v.149, 4294967295
  %v.151 = add i64 %v.132, 3144134277
  %v.152 = and i64 %v.151, 4294967295
  %v.153 = mul <4 x i64> %v.140, splat (i64 3528531795)
  %v.154 = mul <4 x i64> %v.147, splat (i64 3449720151)
  %v.155 = ashr <4 x i64> %v.154, splat (i64 32)
  %v.156 = and <4 x i64> %v.155, splat (i64 4294967295)
  %v.157 = xor <4 x i64> %v.156, %v.141
  %v.158 = insertelement <4 x i64> poison, i64 %v.150, i64 0
  %v.159 = shufflevector <4 x i64> %v.158, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.160 = xor <4 x i64> %v.157, %v.159
  %v.161 = and <4 x i64> %v.154, splat (i64 4294967295)
  %v.162 = ashr <4 x i64> %v.153, splat (i64 32)
  %v.163 = and <4 x i64> %v.162, splat (i64 4294967295)
  %v.164 = xor <4 x i64> %v.163, %v.148
  %v.165 = insertelement <4 x i64> poison, i64 %v.152, i64 0
  %v.166 = shufflevector <4 x i64> %v.165, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.167 = xor <4 x i64> %v.164, %v.166
  %v.168 = and <4 x i64> %v.153, splat (i64 4294967295)
  %v.169 = add i64 %v.150, 2654435769
  %v.170 = and i64 %v.169, 4294967295
  %v.171 = add i64 %v.152, 3144134277
  %v.172 = and i64 %v.171, 4294967295
  %v.173 = mul <4 x i64> %v.160, splat (i64 3528531795)
  %v.174 = mul <4 x i64> %v.167, splat (i64 3449720151)
  %v.175 = ashr <4 x i64> %v.174, splat (i64 32)
  %v.176 = and <4 x i64> %v.175, splat (i64 4294967295)
  %v.177 = xor <4 x i64> %v.176, %v.161
  %v.178 = insertelement <4 x i64> poison, i64 %v.170, i64 0
  %v.179 = shufflevector <4 x i64> %v.178, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.180 = xor <4 x i64> %v.177, %v.179
  %v.181 = and <4 x i64> %v.174, splat (i64 4294967295)
  %v.182 = ashr <4 x i64> %v.173, splat (i64 32)
  %v.183 = and <4 x i64> %v.182, splat (i64 4294967295)
  %v.184 = xor <4 x i64> %v.183, %v.168
  %v.185 = insertelement <4 x i64> poison, i64 %v.172, i64 0
  %v.186 = shufflevector <4 x i64> %v.185, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.187 = xor <4 x i64> %v.184, %v.186
  %v.188 = and <4 x i64> %v.173, splat (i64 4294967295)
  %v.189 = add i64 %v.170, 2654435769
  %v.190 = and i64 %v.189, 4294967295
  %v.191 = add i64 %v.172, 3144134277
  %v.192 = and i64 %v.191, 4294967295
  %v.193 = mul <4 x i64> %v.180, splat (i64 3528531795)
  %v.194 = mul <4 x i64> %v.187, splat (i64 3449720151)
  %v.195 = ashr <4 x i64> %v.194, splat (i64 32)
  %v.196 = and <4 x i64> %v.195, splat (i64 4294967295)
  %v.197 = xor <4 x i64> %v.196, %v.181
  %v.198 = insertelement <4 x i64> poison, i64 %v.190, i64 0
  %v.199 = shufflevector <4 x i64> %v.198, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.200 = xor <4 x i64> %v.197, %v.199
  %v.201 = and <4 x i64> %v.194, splat (i64 4294967295)
  %v.202 = ashr <4 x i64> %v.193, splat (i64 32)
  %v.203 = and <4 x i64> %v.202, splat (i64 4294967295)
  %v.204 = xor <4 x i64> %v.203, %v.188
  %v.205 = insertelement <4 x i64> poison, i64 %v.192, i64 0
  %v.206 = shufflevector <4 x i64> %v.205, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.207 = xor <4 x i64> %v.204, %v.206
  %v.208 = and <4 x i64> %v.193, splat (i64 4294967295)
  store <4 x i64> %v.3, ptr %work, align 32
  %v.209 = getelementptr i8, ptr %work, i64 64
  store <4 x i64> %v.200, ptr %v.209, align 32
  %v.210 = getelementptr i8, ptr %work, i64 128
  store <4 x i64> %v.201, ptr %v.210, align 32
  %v.211 = getelementptr i8, ptr %work, i64 192
  %v.212 = insertelement <4 x i64> poison, i64 %count, i64 0
  %v.213 = shufflevector <4 x i64> %v.212, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.214 = icmp slt <4 x i64> <i64 0, i64 1, i64 2, i64 3>, %v.213
  %v.215 = zext <4 x i1> %v.214 to <4 x i8>
  store <4 x i8> %v.215, ptr %v.211, align 4
  %v.217 = getelementptr i8, ptr %work, i64 832
  %v.218 = load <4 x i8>, ptr %v.217, align 4
  %v.219 = icmp ne <4 x i8> %v.218, zeroinitializer
  store <4 x i1> %v.219, ptr %cell.216
  %v.221 = getelementptr i8, ptr %work, i64 896
  %v.222 = load <4 x double>, ptr %v.221, align 32
  store <4 x double> %v.222, ptr %cell.220
  %v.224 = getelementptr i8, ptr %work, i64 960
  %v.225 = load <4 x i64>, ptr %v.224, align 32
  store <4 x i64> %v.225, ptr %cell.223
  %v.227 = getelementptr i8, ptr %work, i64 1152
  %v.228 = load <4 x double>, ptr %v.227, align 32
  store <4 x double> %v.228, ptr %cell.226
  %v.229 = icmp ult <4 x i64> %v.3, splat (i64 4)
  %v.230 = select <4 x i1> %v.229, <4 x i64> %v.3, <4 x i64> splat (i64 0)
  %v.231 = getelementptr i8, ptr %work, i64 1024
  call void @scatter.double(ptr %v.231, <4 x i64> %v.230, <4 x double> splat (double 0x4022000000000000), <4 x i1> splat (i1 true))
  %v.232 = load <4 x i1>, ptr %cell.216
  %v.233 = getelementptr i8, ptr %work, i64 832
  %v.234 = zext <4 x i1> %v.232 to <4 x i8>
  store <4 x i8> %v.234, ptr %v.233, align 4
  %v.235 = load <4 x double>, ptr %cell.220
  %v.236 = getelementptr i8, ptr %work, i64 896
  store <4 x double> %v.235, ptr %v.236, align 32
  %v.237 = load <4 x i64>, ptr %cell.223
  %v.238 = getelementptr i8, ptr %work, i64 960
  store <4 x i64> %v.237, ptr %v.238, align 32
  %v.239 = load <4 x double>, ptr %cell.226
  %v.240 = getelementptr i8, ptr %work, i64 1152
  store <4 x double> %v.239, ptr %v.240, align 32
  br label %draw.start
draw.start:
  br label %draw
draw:
  %t = phi i64 [ 0, %draw.start ], [ %t.next, %draw ]
  %v.241 = mul i64 %t, 32
  %v.242 = add i64 %v.241, 1216
  %v.243 = getelementptr i8, ptr %work, i64 %v.242
  %v.244 = insertelement <4 x i64> poison, i64 %t, i64 0
  %v.245 = shufflevector <4 x i64> %v.244, <4 x i64> poison, <4 x i32> zeroinitializer
  %v.246 = call <4 x double> @draw.uniform01(<4 x i64> %v.200, <4 x i64> %v.201, <4 x i64> %v.245, <4 x i64> splat (i64 3), <4 x i64> splat (i64 0), <4 x i64> splat (i64 0))
  store <4 x double> %v.246, ptr %v.243, align 32
  %t.next = add nuw nsw i64 %t, 1
  %t.more = icmp slt i64 %t.next, 5
  br i1 %t.more, label %draw, label %drawn
drawn:
  ret void
}

define void @setup(ptr noalias %work, i64 %seed, i64 %generation, i64 %first, i64 %count) #0 {
entry:
  %mode = call i64 @mode.enter()
  call void @fill(ptr %work, i64 %seed, i64 %generation, i64 %first, i64 %count)
  call void @mode.leave(i64 %mode)
  ret void
}

define internal void @copy.rows.kept(ptr noalias readonly %source, ptr noalias %target, <4 x i1> %mask) #2 {
entry:
  %variable.2 = alloca i64, align 8
  %variable.12 = alloca i64, align 8
  store i64 0, ptr %variable.2
  br label %loop.1.head
loop.1.head:
  %v.3 = load i64, ptr %variable.2
  %v.4 = icmp slt i64 %v.3, 5
  br i1 %v.4, label %loop.1.body, label %loop.1.end
loop.1.body:
  %v.5 = getelementptr [2 x i64], ptr @columns.kept.8, i64 %v.3
  %v.6 = load i64, ptr %v.5, align 8
  %v.7 = getelementptr i8, ptr %v.5, i64 8
  %v.8 = load i64, ptr %v.7, align 8
  %v.9 = mul i64 %v.8, 32
  %v.10 = add i64 %v.6, %v.9
  store i64 %v.6, ptr %variable.12
  br label %loop.11.head
loop.11.head:
  %v.13 = load i64, ptr %variable.12
  %v.14 = icmp slt i64 %v.13, %v.10
  br i1 %v.14, label %loop.11.body, label %loop.11.end
loop.11.body:
  %v.15 = getelementptr i8, ptr %source, i64 %v.13
  %v.16 = load <4 x i64>, ptr %v.15, align 32
  %v.17 = getelementptr i8, ptr %target, i64 %v.13
  %v.18 = load <4 x i64>, ptr %v.17, align 32
  %v.19 = select <4 x i1> %mask, <4 x i64> %v.16, <4 x i64> %v.18
  %v.20 = getelementptr i8, ptr %target, i64 %v.13
  store <4 x i64> %v.19, ptr %v.20, align 32
  %v.21 = add i64 %v.13, 32
  store i64 %v.21, ptr %variable.12
  br label %loop.11.head
loop.11.end:
  %v.22 = add i64 %v.3, 1
  store i64 %v.22, ptr %variable.2
  br label %loop.1.head
loop.1.end:
  ret void
}

define internal void @copy.column.kept(ptr noalias %target, ptr noalias readonly %source, i64 %column, i64 %lane) #2 {
entry:
  %variable.6 = alloca i64, align 8
  %variable.16 = alloca i64, align 8
  %v.1 = mul i64 %column, 8
  %v.2 = getelementptr i8, ptr %source, i64 %v.1
  %v.3 = mul i64 %lane, 8
  %v.4 = getelementptr i8, ptr %target, i64 %v.3
  store i64 0, ptr %variable.6
  br label %loop.5.head
loop.5.head:
  %v.7 = load i64, ptr %variable.6
  %v.8 = icmp slt i64 %v.7, 5
  br i1 %v.8, label %loop.5.body, label %loop.5.end
loop.5.body:
  %v.9 = getelementptr [2 x i64], ptr @columns.kept.8, i64 %v.7
  %v.10 = load i64, ptr %v.9, align 8
  %v.11 = getelementptr i8, ptr %v.9, i64 8
  %v.12 = load i64, ptr %v.11, align 8
  %v.13 = mul i64 %v.12, 32
  %v.14 = add i64 %v.10, %v.13
  store i64 %v.10, ptr %variable.16
  br label %loop.15.head
loop.15.head:
  %v.17 = load i64, ptr %variable.16
  %v.18 = icmp slt i64 %v.17, %v.14
  br i1 %v.18, label %loop.15.body, label %loop.15.end
loop.15.body:
  %v.19 = getelementptr i8, ptr %v.2, i64 %v.17
  %v.20 = load i64, ptr %v.19, align 8
  %v.21 = getelementptr i8, ptr %v.4, i64 %v.17
  store i64 %v.20, ptr %v.21, align 8
  %v.22 = add i64 %v.17, 32
  store i64 %v.22, ptr %variable.16
  br label %loop.15.head
loop.15.end:
  %v.23 = add i64 %v.7, 1
  store i64 %v.23, ptr %variable.6
  br label %loop.5.head
loop.5.end:
  ret void
}

define internal void @copy.rows.work(ptr noalias readonly %source, ptr noalias %target, <4 x i1> %mask) #2 {
entry:
  %variable.2 = alloca i64, align 8
  %variable.12 = alloca i64, align 8
  %variable.24 = alloca i64, align 8
  %variable.34 = alloca i64, align 8
  store i64 0, ptr %variable.2
  br label %loop.1.head
loop.1.head:
  %v.3 = load i64, ptr %variable.2
  %v.4 = icmp slt i64 %v.3, 2
  br i1 %v.4, label %loop.1.body, label %loop.1.end
loop.1.body:
  %v.5 = getelementptr [2 x i64], ptr @columns.work.8, i64 %v.3
  %v.6 = load i64, ptr %v.5, align 8
  %v.7 = getelementptr i8, ptr %v.5, i64 8
  %v.8 = load i64, ptr %v.7, align 8
  %v.9 = mul i64 %v.8, 32
  %v.10 = add i64 %v.6, %v.9
  store i64 %v.6, ptr %variable.12
  br label %loop.11.head
loop.11.head:
  %v.13 = load i64, ptr %variable.12
  %v.14 = icmp slt i64 %v.13, %v.10
  br i1 %v.14, label %loop.11.body, label %loop.11.end
loop.11.body:
  %v.15 = getelementptr i8, ptr %source, i64 %v.13
  %v.16 = load <4 x i64>, ptr %v.15, align 32
  %v.17 = getelementptr i8, ptr %target, i64 %v.13
  %v.18 = load <4 x i64>, ptr %v.17, align 32
  %v.19 = select <4 x i1> %mask, <4 x i64> %v.16, <4 x i64> %v.18
  %v.20 = getelementptr i8, ptr %target, i64 %v.13
  store <4 x i64> %v.19, ptr %v.20, align 32
  %v.21 = add i64 %v.13, 32
  store i64 %v.21, ptr %variable.12
  br label %loop.11.head
loop.11.end:
  %v.22 = add i64 %v.3, 1
  store i64 %v.22, ptr %variable.2
  br label %loop.1.head
loop.1.end:
  store i64 0, ptr %variable.24
  br label %loop.23.head
loop.23.head:
  %v.25 = load i64, ptr %variable.24
  %v.26 = icmp slt i64 %v.25, 1
  br i1 %v.26, label %loop.23.body, label %loop.23.end
loop.23.body:
  %v.27 = getelementptr [2 x i64], ptr @columns.work.1, i64 %v.25
  %v.28 = load i64, ptr %v.27, align 8
  %v.29 = getelementptr i8, ptr %v.27, i64 8
  %v.30 = load i64, ptr %v.29, align 8
  %v.31 = mul i64 %v.30, 4
  %v.32 = add i64 %v.28, %v.31
  store i64 %v.28, ptr %variable.34
  br label %loop.33.head
loop.33.head:
  %v.35 = load i64, ptr %variable.34
  %v.36 = icmp slt i64 %v.35, %v.32
  br i1 %v.36, label %loop.33.body, label %loop.33.end
loop.33.body:
  %v.37 = getelementptr i8, ptr %source, i64 %v.35
  %v.38 = load <4 x i8>, ptr %v.37, align 4
  %v.39 = getelementptr i8, ptr %target, i64 %v.35
  %v.40 = load <4 x i8>, ptr %v.39, align 4
  %v.41 = select <4 x i1> %mask, <4 x i8> %v.38, <4 x i8> %v.40
  %v.42 = getelementptr i8, ptr %target, i64 %v.35
  store <4 x i8> %v.41, ptr %v.42, align 4
  %v.43 = add i64 %v.35, 4
  store i64 %v.43, ptr %variable.34
  br label %loop.33.head
loop.33.end:
  %v.44 = add i64 %v.25, 1
  store i64 %v.44, ptr %variable.24
  br label %loop.23.head
loop.23.end:
  ret void
}

define internal void @copy.column.work(ptr noalias %target, ptr noalias readonly %source, i64 %column, i64 %lane) #2 {
entry:
  %variable.6 = alloca i64, align 8
  %variable.16 = alloca i64, align 8
  %variable.29 = alloca i64, align 8
  %variable.39 = alloca i64, align 8
  %v.1 = mul i64 %column, 8
  %v.2 = getelementptr i8, ptr %source, i64 %v.1
  %v.3 = mul i64 %lane, 8
  %v.4 = getelementptr i8, ptr %target, i64 %v.3
  store i64 0, ptr %variable.6
  br label %loop.5.head
loop.5.head:
  %v.7 = load i64, ptr %variable.6
  %v.8 = icmp slt i64 %v.7, 2
  br i1 %v.8, label %loop.5.body, label %loop.5.end
loop.5.body:
  %v.9 = getelementptr [2 x i64], ptr @columns.work.8, i64 %v.7
  %v.10 = load i64, ptr %v.9, align 8
  %v.11 = getelementptr i8, ptr %v.9, i64 8
  %v.12 = load i64, ptr %v.11, align 8
  %v.13 = mul i64 %v.12, 32
  %v.14 = add i64 %v.10, %v.13
  store i64 %v.10, ptr %variable.16
  br label %loop.15.head
loop.15.head:
  %v.17 = load i64, ptr %variable.16
  %v.18 = icmp slt i64 %v.17, %v.14
  br i1 %v.18, label %loop.15.body, label %loop.15.end
loop.15.body:
  %v.19 = getelementptr i8, ptr %v.2, i64 %v.17
  %v.20 = load i64, ptr %v.19, align 8
  %v.21 = getelementptr i8, ptr %v.4, i64 %v.17
  store i64 %v.20, ptr %v.21, align 8
  %v.22 = add i64 %v.17, 32
  store i64 %v.22, ptr %variable.16
  br label %loop.15.head
loop.15.end:
  %v.23 = add i64 %v.7, 1
  store i64 %v.23, ptr %variable.6
  br label %loop.5.head
loop.5.end:
  %v.24 = mul i64 %column, 1
  %v.25 = getelementptr i8, ptr %source, i64 %v.24
  %v.26 = mul i64 %lane, 1
  %v.27 = getelementptr i8, ptr %target, i64 %v.26
  store i64 0, ptr %variable.29
  br label %loop.28.head
loop.28.head:
  %v.30 = load i64, ptr %variable.29
  %v.31 = icmp slt i64 %v.30, 1
  br i1 %v.31, label %loop.28.body, label %loop.28.end
loop.28.body:
  %v.32 = getelementptr [2 x i64], ptr @columns.work.1, i64 %v.30
  %v.33 = load i64, ptr %v.32, align 8
  %v.34 = getelementptr i8, ptr %v.32, i64 8
  %v.35 = load i64, ptr %v.34, align 8
  %v.36 = mul i64 %v.35, 4
  %v.37 = add i64 %v.33, %v.36
  store i64 %v.33, ptr %variable.39
  br label %loop.38.head
loop.38.head:
  %v.40 = load i64, ptr %variable.39
  %v.41 = icmp slt i64 %v.40, %v.37
  br i1 %v.41, label %loop.38.body, label %loop.38.end
loop.38.body:
  %v.42 = getelementptr i8, ptr %v.25, i64 %v.40
  %v.43 = load i8, ptr %v.42, align 1
  %v.44 = getelementptr i8, ptr %v.27, i64 %v.40
  store i8 %v.43, ptr %v.44, align 1
  %v.45 = add i64 %v.40, 4
  store i64 %v.45, ptr %variable.39
  br label %loop.38.head
loop.38.end:
  %v.46 = add i64 %v.30, 1
  store i64 %v.46, ptr %variable.29
  br label %loop.28.head
loop.28.end:
  ret void
}

define internal i64 @seat(ptr noalias readonly %networks, ptr %queue, i64 %end, i64 %scenarios, ptr noalias readonly %blocks, ptr noalias %kept, ptr noalias %work, ptr %results, i64 %stride, i64 %live) #6 {
entry:
  %variable.1 = alloca i64, align 8
  %variable.2 = alloca i64, align 8
  %variable.3 = alloca i64, align 8
  %variable.5 = alloca i64, align 8
  %variable.125 = alloca i64, align 8
  %variable.158 = alloca i64, align 8
  %variable.160 = alloca i64, align 8
  store i64 0, ptr %variable.1
  store i64 0, ptr %variable.2
  store i64 0, ptr %variable.3
  store i64 0, ptr %variable.5
  br label %loop.4.head
loop.4.head:
  %v.6 = load i64, ptr %variable.5
  %v.7 = icmp slt i64 %v.6, 4
  br i1 %v.7, label %loop.4.body, label %loop.4.end
loop.4.body:
  %v.8 = lshr i64 %live, %v.6
  %v.9 = and i64 %v.8, 1
  %v.10 = icmp ne i64 %v.9, 0
  %v.11 = xor i1 %v.10, true
  br i1 %v.11, label %only.12.then, label %only.12.end
only.12.then:
  %v.13 = getelementptr i8, ptr %work, i64 792
  %v.14 = load i64, ptr %v.13, align 8
  %v.15 = icmp sge i64 %v.14, %scenarios
  br i1 %v.15, label %only.16.then, label %only.16.end
only.16.then:
  %v.17 = atomicrmw add ptr %queue, i64 1 monotonic
  %v.18 = getelementptr i8, ptr %work, i64 784
  store i64 %v.17, ptr %v.18, align 8
  %v.19 = icmp slt i64 %v.17, %end
  %v.20 = select i1 %v.19, i64 0, i64 %scenarios
  %v.21 = getelementptr i8, ptr %work, i64 792
  store i64 %v.20, ptr %v.21, align 8
  br label %only.16.end
only.16.end:
  %v.22 = getelementptr i8, ptr %work, i64 792
  %v.23 = load i64, ptr %v.22, align 8
  %v.24 = icmp slt i64 %v.23, %scenarios
  br i1 %v.24, label %only.25.then, label %only.25.end
only.25.then:
  %v.26 = add i64 %v.23, 1
  %v.27 = getelementptr i8, ptr %work, i64 792
  store i64 %v.26, ptr %v.27, align 8
  %v.28 = shl i64 1, %v.6
  %v.29 = mul i64 %v.6, 8
  %v.30 = add i64 %v.29, 0
  %v.31 = getelementptr i8, ptr %kept, i64 %v.30
  %v.32 = load i64, ptr %v.31, align 8
  %v.33 = load i64, ptr %variable.2
  %v.34 = icmp ne i64 %v.32, %v.23
  %v.35 = select i1 %v.34, i64 %v.28, i64 0
  %v.36 = or i64 %v.33, %v.35
  store i64 %v.36, ptr %variable.2
  %v.37 = load i64, ptr %variable.3
  %v.38 = and i64 %v.23, 3
  %v.39 = icmp eq i64 %v.38, %v.6
  %v.40 = select i1 %v.39, i64 %v.28, i64 0
  %v.41 = or i64 %v.37, %v.40
  store i64 %v.41, ptr %variable.3
  %v.42 = load i64, ptr %variable.1
  %v.43 = or i64 %v.42, %v.28
  store i64 %v.43, ptr %variable.1
  %v.44 = getelementptr i8, ptr %work, i64 784
  %v.45 = load i64, ptr %v.44, align 8
  %v.46 = mul i64 %v.45, %scenarios
  %v.47 = add i64 %v.46, %v.23
  %v.48 = ptrtoint ptr %results to i64
  %v.49 = mul i64 %v.47, 8
  %v.50 = add i64 %v.48, %v.49
  %v.51 = ashr i64 %v.23, 2
  %v.52 = and i64 %v.23, 3
  %v.53 = ptrtoint ptr %blocks to i64
  %v.54 = mul i64 %v.51, 1408
  %v.55 = add i64 %v.53, %v.54
  %v.56 = mul i64 %v.52, 8
  %v.57 = add i64 %v.55, %v.56
  %v.58 = add i64 %v.57, 1216
  %v.59 = getelementptr i8, ptr %networks, i64 64
  %v.60 = load ptr, ptr %v.59, align 8
  %v.61 = getelementptr i32, ptr %v.60, i64 %v.45
  %v.62 = load i32, ptr %v.61
  %v.63 = sext i32 %v.62 to i64
  %v.64 = sitofp i64 %v.63 to double
  %v.65 = mul i64 %v.6, 8
  %v.66 = add i64 %v.65, 256
  %v.67 = getelementptr i8, ptr %work, i64 %v.66
  store i64 %v.45, ptr %v.67, align 8
  %v.68 = mul i64 %v.6, 8
  %v.69 = add i64 %v.68, 384
  %v.70 = getelementptr i8, ptr %work, i64 %v.69
  store i64 %v.50, ptr %v.70, align 8
  %v.71 = mul i64 %v.6, 8
  %v.72 = add i64 %v.71, 448
  %v.73 = getelementptr i8, ptr %work, i64 %v.72
  store i64 %v.58, ptr %v.73, align 8
  %v.74 = mul i64 %v.6, 8
  %v.75 = add i64 %v.74, 512
  %v.76 = getelementptr i8, ptr %work, i64 %v.75
  store double %v.64, ptr %v.76, align 8
  %v.77 = mul i64 %v.6, 8
  %v.78 = add i64 %v.77, 320
  %v.79 = getelementptr i8, ptr %work, i64 %v.78
  store i64 %v.23, ptr %v.79, align 8
  br label %only.25.end
only.25.end:
  %v.80 = xor i1 %v.24, true
  br i1 %v.80, label %only.81.then, label %only.81.end
only.81.then:
  %v.82 = mul i64 %v.6, 8
  %v.83 = add i64 %v.82, 256
  %v.84 = getelementptr i8, ptr %work, i64 %v.83
  store i64 -1, ptr %v.84, align 8
  %v.85 = ptrtoint ptr %blocks to i64
  %v.86 = mul i64 %v.6, 8
  %v.87 = add i64 %v.85, %v.86
  %v.88 = add i64 %v.87, 1216
  %v.89 = mul i64 %v.6, 8
  %v.90 = add i64 %v.89, 448
  %v.91 = getelementptr i8, ptr %work, i64 %v.90
  store i64 %v.88, ptr %v.91, align 8
  br label %only.81.end
only.81.end:
  br label %only.12.end
only.12.end:
  %v.92 = add i64 %v.6, 1
  store i64 %v.92, ptr %variable.5
  br label %loop.4.head
loop.4.end:
  %v.93 = load i64, ptr %variable.1
  %v.94 = load i64, ptr %variable.2
  %v.95 = load i64, ptr %variable.3
  %v.96 = call i64 @llvm.cttz.i64(i64 %v.93, i1 false)
  %v.97 = and i64 %v.96, 3
  %v.98 = mul i64 %v.97, 8
  %v.99 = add i64 %v.98, 320
  %v.100 = getelementptr i8, ptr %work, i64 %v.99
  %v.101 = load i64, ptr %v.100, align 8
  %v.102 = getelementptr i8, ptr %work, i64 792
  %v.103 = load i64, ptr %v.102, align 8
  %v.104 = sub i64 %v.103, 1
  %v.105 = icmp eq i64 %v.93, %v.95
  %v.106 = ashr i64 %v.101, 2
  %v.107 = ashr i64 %v.104, 2
  %v.108 = icmp eq i64 %v.106, %v.107
  %v.109 = and i1 %v.105, %v.108
  %v.110 = icmp sle i64 %v.101, %v.104
  %v.111 = and i1 %v.109, %v.110
  %v.112 = icmp ne i64 %v.93, 0
  %v.113 = and i1 %v.111, %v.112
  br i1 %v.113, label %only.114.then, label %only.114.end
only.114.then:
  %v.115 = ashr i64 %v.101, 2
  %v.116 = mul i64 %v.115, 1408
  %v.117 = getelementptr i8, ptr %blocks, i64 %v.116
  %v.118 = trunc i64 %v.93 to i4
  %v.119 = bitcast i4 %v.118 to <4 x i1>
  call void @copy.rows.work(ptr %v.117, ptr %work, <4 x i1> %v.119)
  %v.120 = trunc i64 %v.94 to i4
  %v.121 = bitcast i4 %v.120 to <4 x i1>
  call void @copy.rows.kept(ptr %v.117, ptr %kept, <4 x i1> %v.121)
  br label %only.114.end
only.114.end:
  %v.122 = xor i1 %v.111, true
  br i1 %v.122, label %only.123.then, label %only.123.end
only.123.then:
  store i64 0, ptr %variable.125
  br label %loop.124.head
loop.124.head:
  %v.126 = load i64, ptr %variable.125
  %v.127 = icmp slt i64 %v.126, 4
  br i1 %v.127, label %loop.124.body, label %loop.124.end
loop.124.body:
  %v.128 = lshr i64 %v.93, %v.126
  %v.129 = and i64 %v.128, 1
  %v.130 = icmp ne i64 %v.129, 0
  br i1 %v.130, label %only.131.then, label %only.131.end
only.131.then:
  %v.132 = mul i64 %v.126, 8
  %v.133 = add i64 %v.132, 320
  %v.134 = getelementptr i8, ptr %work, i64 %v.133
  %v.135 = load i64, ptr %v.134, align 8
  %v.136 = ashr i64 %v.135, 2
  %v.137 = mul i64 %v.136, 1408
  %v.138 = getelementptr i8, ptr %blocks, i64 %v.137
  %v.139 = and i64 %v.135, 3
  call void @copy.column.work(ptr %work, ptr %v.138, i64 %v.139, i64 %v.126)
  %v.140 = lshr i64 %v.94, %v.126
  %v.141 = and i64 %v.140, 1
  %v.142 = icmp ne i64 %v.141, 0
  br i1 %v.142, label %only.143.then, label %only.143.end
only.143.then:
  call void @copy.column.kept(ptr %kept, ptr %v.138, i64 %v.139, i64 %v.126)
  br label %only.143.end
only.143.end:
  br label %only.131.end
only.131.end:
  %v.144 = add i64 %v.126, 1
  store i64 %v.144, ptr %variable.125
  br label %loop.124.head
loop.124.end:
  br label %only.123.end
only.123.end:
  %v.145 = load i64, ptr %variable.1
  %v.146 = or i64 %live, %v.145
  %v.147 = call i64 @llvm.cttz.i64(i64 %v.146, i1 false)
  %v.148 = and i64 %v.147, 3
  %v.149 = mul i64 %v.148, 8
  %v.150 = add i64 %v.149, 448
  %v.151 = getelementptr i8, ptr %work, i64 %v.150
  %v.152 = load i64, ptr %v.151, align 8
  %v.153 = mul i64 %v.148, 8
  %v.154 = sub i64 %v.152, %v.153
  %v.155 = and i64 %v.154, 31
  %v.156 = icmp eq i64 %v.155, 0
  %v.157 = zext i1 %v.156 to i64
  store i64 %v.157, ptr %variable.158
  store i64 0, ptr %variable.160
  br label %loop.159.head
loop.159.head:
  %v.161 = load i64, ptr %variable.160
  %v.162 = icmp slt i64 %v.161, 4
  br i1 %v.162, label %loop.159.body, label %loop.159.end
loop.159.body:
  %v.163 = lshr i64 %v.146, %v.161
  %v.164 = and i64 %v.163, 1
  %v.165 = icmp ne i64 %v.164, 0
  br i1 %v.165, label %only.166.then, label %only.166.end
only.166.then:
  %v.167 = mul i64 %v.161, 8
  %v.168 = add i64 %v.167, 448
  %v.169 = getelementptr i8, ptr %work, i64 %v.168
  %v.170 = load i64, ptr %v.169, align 8
  %v.171 = mul i64 %v.161, 8
  %v.172 = sub i64 %v.170, %v.171
  %v.173 = icmp ne i64 %v.172, %v.154
  br i1 %v.173, label %only.174.then, label %only.174.end
only.174.then:
  store i64 0, ptr %variable.158
  br label %only.174.end
only.174.end:
  br label %only.166.end
only.166.end:
  %v.175 = add i64 %v.161, 1
  store i64 %v.175, ptr %variable.160
  br label %loop.159.head
loop.159.end:
  %v.176 = getelementptr i8, ptr %work, i64 768
  store i64 %v.154, ptr %v.176, align 8
  %v.177 = load i64, ptr %variable.158
  %v.178 = getelementptr i8, ptr %work, i64 776
  store i64 %v.177, ptr %v.178, align 8
  %v.179 = load i64, ptr %variable.1
  ret i64 %v.179
}

define internal void @deliver(ptr %work, i64 %offset, i64 %done, <4 x double> %value) #6 {
entry:
  %scratch.1 = alloca <4 x double>, align 64
  %variable.3 = alloca i64, align 8
  store <4 x double> %value, ptr %scratch.1
  store i64 0, ptr %variable.3
  br label %loop.2.head
loop.2.head:
  %v.4 = load i64, ptr %variable.3
  %v.5 = icmp slt i64 %v.4, 4
  br i1 %v.5, label %loop.2.body, label %loop.2.end
loop.2.body:
  %v.6 = lshr i64 %done, %v.4
  %v.7 = and i64 %v.6, 1
  %v.8 = icmp ne i64 %v.7, 0
  br i1 %v.8, label %only.9.then, label %only.9.end
only.9.then:
  %v.10 = mul i64 %v.4, 8
  %v.11 = add i64 %v.10, 384
  %v.12 = getelementptr i8, ptr %work, i64 %v.11
  %v.13 = load i64, ptr %v.12, align 8
  %v.14 = inttoptr i64 %v.13 to ptr
  %v.15 = getelementptr i8, ptr %v.14, i64 %offset
  %v.16 = mul i64 %v.4, 8
  %v.17 = getelementptr i8, ptr %scratch.1, i64 %v.16
  %v.18 = load double, ptr %v.17, align 8
  store double %v.18, ptr %v.15, align 8
  br label %only.9.end
only.9.end:
  %v.19 = add i64 %v.4, 1
  store i64 %v.19, ptr %variable.3
  br label %loop.2.head
loop.2.end:
  ret void
}

define internal <4 x double> @quale.numeric.trigonometry.sin.1(<4 x double> %p0) #1 {
entry:
  %v.1 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %p0)
  %v.2 = fcmp olt <4 x double> %v.1, splat (double 0x41D0000000000000)
  %v.3 = select <4 x i1> %v.2, <4 x double> %v.1, <4 x double> splat (double 0x7FF8000000000000)
  %v.4 = fmul <4 x double> %v.3, splat (double 0x3FE45F306DC9C883)
  %v.5 = fadd <4 x double> %v.4, splat (double 0x4338000000000000)
  %v.6 = fsub <4 x double> %v.5, splat (double 0x4338000000000000)
  %v.7 = fmul <4 x double> %v.6, splat (double 0x3FF921FB40000000)
  %v.8 = fsub <4 x double> %v.3, %v.7
  %v.9 = fmul <4 x double> %v.6, splat (double 0x3E74442D00000000)
  %v.10 = fsub <4 x double> %v.8, %v.9
  %v.11 = fmul <4 x double> %v.6, splat (double 0x3CF8469880000000)
  %v.12 = fsub <4 x double> %v.10, %v.11
  %v.13 = fmul <4 x double> %v.6, splat (double 0x3B78CC51701B839A)
  %v.14 = fsub <4 x double> %v.12, %v.13
  %v.15 = fmul <4 x double> %v.14, %v.14
  %v.16 = fmul <4 x double> %v.14, %v.15
  %v.17 = fmul <4 x double> splat (double 0x3F81111111110BA5), %v.15
  %v.18 = fadd <4 x double> splat (double 0xBFC5555555555555), %v.17
  %v.19 = fmul <4 x double> splat (double 0x3EC71DE379252004), %v.15
  %v.20 = fadd <4 x double> splat (double 0xBF2A01A019E80693), %v.19
  %v.21 = fmul <4 x double> splat (double 0x3DE5E098556D302E), %v.15
  %v.22 = fadd <4 x double> splat (double 0xBE5AE60069E53EF1), %v.21
  %v.23 = fmul <4 x double> %v.15, %v.15
  %v.24 = fmul <4 x double> %v.20, %v.23
  %v.25 = fadd <4 x double> %v.18, %v.24
  %v.26 = fmul <4 x double> %v.23, %v.23
  %v.27 = fmul <4 x double> %v.22, %v.26
  %v.28 = fadd <4 x double> %v.25, %v.27
  %v.29 = fmul <4 x double> %v.16, %v.28
  %v.30 = fadd <4 x double> %v.14, %v.29
  %v.31 = fmul <4 x double> splat (double 0x3FE0000000000000), %v.15
  %v.32 = fsub <4 x double> splat (double 0x3FF0000000000000), %v.31
  %v.33 = fmul <4 x double> %v.15, %v.15
  %v.34 = fmul <4 x double> splat (double 0xBF56C16C16C16960), %v.15
  %v.35 = fadd <4 x double> splat (double 0x3FA5555555555555), %v.34
  %v.36 = fmul <4 x double> splat (double 0xBE927E4FA15BD814), %v.15
  %v.37 = fadd <4 x double> splat (double 0x3EFA01A019F4D0ED), %v.36
  %v.38 = fmul <4 x double> splat (double 0xBDA907C0E63ADBB6), %v.15
  %v.39 = fadd <4 x double> splat (double 0x3E21EEB66B683028), %v.38
  %v.40 = fmul <4 x double> %v.15, %v.15
  %v.41 = fmul <4 x double> %v.37, %v.40
  %v.42 = fadd <4 x double> %v.35, %v.41
  %v.43 = fmul <4 x double> %v.40, %v.40
  %v.44 = fmul <4 x double> %v.39, %v.43
  %v.45 = fadd <4 x double> %v.42, %v.44
  %v.46 = fmul <4 x double> %v.33, %v.45
  %v.47 = fadd <4 x double> %v.32, %v.46
  %v.48 = bitcast <4 x double> %v.5 to <4 x i64>
  %v.49 = and <4 x i64> %v.48, splat (i64 1)
  %v.50 = icmp eq <4 x i64> %v.49, splat (i64 0)
  %v.51 = select <4 x i1> %v.50, <4 x double> %v.30, <4 x double> %v.47
  %v.52 = bitcast <4 x double> %v.51 to <4 x i64>
  %v.53 = and <4 x i64> %v.48, splat (i64 2)
  %v.54 = shl <4 x i64> %v.53, splat (i64 62)
  %v.55 = xor <4 x i64> %v.52, %v.54
  %v.56 = bitcast <4 x double> %p0 to <4 x i64>
  %v.57 = and <4 x i64> %v.56, splat (i64 -9223372036854775808)
  %v.58 = xor <4 x i64> %v.55, %v.57
  %v.59 = bitcast <4 x i64> %v.58 to <4 x double>
  ret <4 x double> %v.59
}

define internal <4 x double> @gather.drawn(<4 x i64> %addresses) #5 {
entry:
  %v.1 = extractelement <4 x i64> %addresses, i64 0
  %v.2 = inttoptr i64 %v.1 to ptr
  %v.3 = load double, ptr %v.2, align 8
  %v.4 = insertelement <4 x double> poison, double %v.3, i64 0
  %v.5 = extractelement <4 x i64> %addresses, i64 1
  %v.6 = inttoptr i64 %v.5 to ptr
  %v.7 = load double, ptr %v.6, align 8
  %v.8 = insertelement <4 x double> %v.4, double %v.7, i64 1
  %v.9 = extractelement <4 x i64> %addresses, i64 2
  %v.10 = inttoptr i64 %v.9 to ptr
  %v.11 = load double, ptr %v.10, align 8
  %v.12 = insertelement <4 x double> %v.8, double %v.11, i64 2
  %v.13 = extractelement <4 x i64> %addresses, i64 3
  %v.14 = inttoptr i64 %v.13 to ptr
  %v.15 = load double, ptr %v.14, align 8
  %v.16 = insertelement <4 x double> %v.12, double %v.15, i64 3
  ret <4 x double> %v.16
}

define internal i1 @lives(ptr noalias readonly %networks, ptr %queue, i64 %end, i64 %scenarios, ptr %blocks, ptr noalias %block, ptr noalias %work, ptr %results, ptr %stop, i64 %rows) #2 {
entry:
  %phase.20 = alloca i1, align 1
  %cell.21 = alloca <4 x i1>, align 1
  %cell.25 = alloca <4 x double>, align 32
  %variable.28 = alloca <4 x i1>, align 64
  %variable.29 = alloca <4 x i1>, align 64
  %variable.30 = alloca <4 x i64>, align 64
  %variable.31 = alloca i64, align 8
  %mask.121 = alloca <4 x i1>, align 1
  %v.1 = getelementptr i8, ptr %work, i64 792
  store i64 %scenarios, ptr %v.1, align 8
  store <4 x i64> splat (i64 -1), ptr %block, align 32
  %v.2 = add i64 %rows, 2
  %v.3 = mul i64 %v.2, 32
  %v.4 = add i64 %v.3, 63
  %v.5 = and i64 %v.4, -64
  %v.6 = mul i64 %rows, 32
  %v.7 = mul i64 %v.5, 0
  %v.8 = add i64 %v.6, %v.7
  %v.9 = add i64 %v.8, 1216
  %v.10 = getelementptr i8, ptr %work, i64 %v.9
  store <4 x double> splat (double 0x3FF0000000000000), ptr %v.10, align 32
  %v.11 = mul i64 %rows, 32
  %v.12 = mul i64 %v.5, 1
  %v.13 = add i64 %v.11, %v.12
  %v.14 = add i64 %v.13, 1216
  %v.15 = getelementptr i8, ptr %work, i64 %v.14
  store <4 x double> splat (double 0x3FF0000000000000), ptr %v.15, align 32
  %v.16 = mul i64 %v.5, 2
  %v.17 = add i64 %v.16, 1216
  %v.18 = getelementptr i8, ptr %work, i64 %v.17
  %plan = getelementptr i8, ptr %v.18, i64 0
  %stream = getelementptr i8, ptr %v.18, i64 192
  %v.19 = getelementptr i8, ptr %plan, i64 16
  store i64 -1, ptr %v.19, align 8
  store i1 false, ptr %phase.20
  %v.22 = getelementptr i8, ptr %work, i64 832
  %v.23 = load <4 x i8>, ptr %v.22, align 4
  %v.24 = icmp ne <4 x i8> %v.23, zeroinitializer
  store <4 x i1> %v.24, ptr %cell.21
  %v.26 = getelementptr i8, ptr %work, i64 896
  %v.27 = load <4 x double>, ptr %v.26, align 32
  store <4 x double> %v.27, ptr %cell.25
  store <4 x i1> splat (i1 false), ptr %variable.28
  store <4 x i1> splat (i1 false), ptr %variable.29
  store <4 x i64> splat (i64 0), ptr %variable.30
  store i64 0, ptr %variable.31
  br label %fill
fill:
  %v.32 = load atomic i32, ptr %stop monotonic, align 4
  %v.33 = icmp ne i32 %v.32, 0
  br i1 %v.33, label %abandon, label %filling
filling:
  %v.34 = load <4 x i1>, ptr %variable.28
  %v.35 = bitcast <4 x i1> %v.34 to i4
  %v.36 = zext i4 %v.35 to i64
  %v.37 = call i64 @seat(ptr %networks, ptr %queue, i64 %end, i64 %scenarios, ptr %blocks, ptr %block, ptr %work, ptr %results, i64 %v.5, i64 %v.36)
  %v.38 = trunc i64 %v.37 to i4
  %v.39 = bitcast i4 %v.38 to <4 x i1>
  %v.40 = load <4 x i1>, ptr %variable.28
  %v.41 = or <4 x i1> %v.40, %v.39
  store <4 x i1> %v.41, ptr %variable.28
  %v.42 = load <4 x i64>, ptr %variable.30
  %v.43 = select <4 x i1> %v.39, <4 x i64> splat (i64 0), <4 x i64> %v.42
  store <4 x i64> %v.43, ptr %variable.30
  %v.44 = getelementptr i8, ptr %work, i64 832
  %v.45 = load <4 x i8>, ptr %v.44, align 4
  %v.46 = icmp ne <4 x i8> %v.45, zeroinitializer
  %v.47 = load <4 x i1>, ptr %cell.21
  %v.48 = select <4 x i1> %v.39, <4 x i1> %v.46, <4 x i1> %v.47
  store <4 x i1> %v.48, ptr %cell.21
  %v.49 = getelementptr i8, ptr %work, i64 896
  %v.50 = load <4 x double>, ptr %v.49, align 32
  %v.51 = load <4 x double>, ptr %cell.25
  %v.52 = select <4 x i1> %v.39, <4 x double> %v.50, <4 x double> %v.51
  store <4 x double> %v.52, ptr %cell.25
  %v.53 = load <4 x i1>, ptr %variable.28
  %v.54 = bitcast <4 x i1> %v.53 to i4
  %v.55 = icmp ne i4 %v.54, 0
  br i1 %v.55, label %begin, label %finish
begin:
  %v.56 = load <4 x i1>, ptr %variable.28
  %v.57 = load <4 x i1>, ptr %cell.21
  %v.58 = and <4 x i1> %v.56, %v.57
  store <4 x i1> %v.58, ptr %variable.29
  %v.59 = load <4 x i1>, ptr %variable.29
  %v.60 = bitcast <4 x i1> %v.59 to i4
  %v.61 = icmp ne i4 %v.60, 0
  br i1 %v.61, label %retire, label %tick
tick:
  %v.62 = load i64, ptr %variable.31
  %v.63 = add i64 %v.62, 1
  store i64 %v.63, ptr %variable.31
  %v.64 = load i64, ptr %variable.31
  %v.65 = and i64 %v.64, 1023
  %v.66 = icmp eq i64 %v.65, 0
  br i1 %v.66, label %flag, label %body
flag:
  %v.67 = load atomic i32, ptr %stop monotonic, align 4
  %v.68 = icmp ne i32 %v.67, 0
  br i1 %v.68, label %abandon, label %body
body:
  %v.69 = load <4 x i1>, ptr %variable.28
  %v.70 = load <4 x i64>, ptr %variable.30
  %v.71 = load <4 x i64>, ptr %block, align 32
  %v.72 = getelementptr i8, ptr %block, i64 64
  %v.73 = load <4 x i64>, ptr %v.72, align 32
  %v.74 = getelementptr i8, ptr %block, i64 128
  %v.75 = load <4 x i64>, ptr %v.74, align 32
  %v.76 = getelementptr i8, ptr %work, i64 448
  %v.77 = load <4 x i64>, ptr %v.76, align 32
  %v.78 = getelementptr i8, ptr %work, i64 768
  %v.79 = load i64, ptr %v.78, align 8
  %v.80 = getelementptr i8, ptr %work, i64 776
  %v.81 = load i64, ptr %v.80, align 8
  %v.82 = getelementptr i8, ptr %work, i64 800
  %v.83 = load i64, ptr %v.82, align 8
  %v.84 = icmp ne i64 %v.81, 0
  %v.85 = load i64, ptr %variable.31
  %v.86 = and <4 x i64> %v.71, splat (i64 1)
  %v.87 = icmp eq <4 x i64> %v.86, splat (i64 1)
  %v.88 = and <4 x i1> %v.69, %v.87
  %v.89 = add <4 x i64> %v.70, splat (i64 4843621399236968448)
  %v.90 = bitcast <4 x i64> %v.89 to <4 x double>
  %v.91 = fsub <4 x double> %v.90, splat (double 0x4338000000000000)
  %v.92 = fadd <4 x double> %v.91, splat (double 0x3FE0000000000000)
  %v.93 = load <4 x double>, ptr %cell.25
  %v.94 = select <4 x i1> %v.88, <4 x double> %v.92, <4 x double> %v.93
  store <4 x double> %v.94, ptr %cell.25
  %v.95 = xor <4 x i1> %v.87, splat (i1 true)
  %v.96 = and <4 x i1> %v.69, %v.95
  %v.97 = add <4 x i64> %v.70, splat (i64 4843621399236968448)
  %v.98 = bitcast <4 x i64> %v.97 to <4 x double>
  %v.99 = fsub <4 x double> %v.98, splat (double 0x4338000000000000)
  %v.100 = call <4 x double> @quale.numeric.trigonometry.sin.1(<4 x double> %v.99)
  %v.101 = mul i64 1, 32
  %v.102 = add i64 %v.101, 1024
  %v.103 = getelementptr i8, ptr %work, i64 %v.102
  %v.104 = load <4 x double>, ptr %v.103, align 32, !tbaa !8
  %v.105 = select <4 x i1> %v.96, <4 x double> %v.100, <4 x double> %v.104
  store <4 x double> %v.105, ptr %v.103, align 32, !tbaa !8
  %v.106 = and <4 x i64> %v.71, splat (i64 1)
  %v.107 = icmp eq <4 x i64> %v.106, splat (i64 1)
  %v.108 = and <4 x i1> %v.69, %v.107
  %v.110 = bitcast <4 x i1> %v.108 to i4
  %v.111 = icmp ne i4 %v.110, 0
  br i1 %v.111, label %when.109.then, label %when.109.end
when.109.then:
  br label %repeat.112.start
repeat.112.start:
  br label %repeat.112.head
repeat.112.head:
  %repeat.112.i = phi i64 [ 0, %repeat.112.start ], [ %repeat.112.next, %repeat.112.latch ]
  %v.113 = icmp slt i64 %repeat.112.i, 3
  br i1 %v.113, label %repeat.112.body, label %repeat.112.end
repeat.112.body:
  %v.114 = add <4 x i64> %v.70, splat (i64 4843621399236968448)
  %v.115 = bitcast <4 x i64> %v.114 to <4 x double>
  %v.116 = fsub <4 x double> %v.115, splat (double 0x4338000000000000)
  %v.117 = fadd <4 x double> %v.116, splat (double 0x3FE0000000000000)
  %v.118 = load <4 x double>, ptr %cell.25
  %v.119 = select <4 x i1> %v.108, <4 x double> %v.117, <4 x double> %v.118
  store <4 x double> %v.119, ptr %cell.25
  br label %repeat.112.latch
repeat.112.latch:
  %repeat.112.next = add nuw nsw i64 %repeat.112.i, 1
  br label %repeat.112.head
repeat.112.end:
  br label %when.109.end
when.109.end:
  store <4 x i1> %v.69, ptr %mask.121
  br label %while.120.start
while.120.start:
  br label %while.120.head
while.120.head:
  %while.120.i = phi i64 [ 0, %while.120.start ], [ %while.120.next, %while.120.latch ]
  %v.122 = load <4 x i1>, ptr %mask.121
  %v.123 = add <4 x i64> %v.70, splat (i64 4843621399236968448)
  %v.124 = bitcast <4 x i64> %v.123 to <4 x double>
  %v.125 = fsub <4 x double> %v.124, splat (double 0x4338000000000000)
  %v.126 = fcmp olt <4 x double> %v.125, splat (double 0x4008000000000000)
  %v.127 = and <4 x i1> %v.122, %v.126
  store <4 x i1> %v.127, ptr %mask.121
  %v.128 = bitcast <4 x i1> %v.127 to i4
  %v.129 = icmp ne i4 %v.128, 0
  %v.130 = icmp slt i64 %while.120.i, 4
  %v.131 = and i1 %v.129, %v.130
  br i1 %v.131, label %while.120.body, label %while.120.end
while.120.body:
  %v.132 = add <4 x i64> %v.70, splat (i64 4843621399236968448)
  %v.133 = bitcast <4 x i64> %v.132 to <4 x double>
  %v.134 = fsub <4 x double> %v.133, splat (double 0x4338000000000000)
  %v.135 = fadd <4 x double> %v.134, splat (double 0x3FE0000000000000)
  %v.136 = load <4 x double>, ptr %cell.25
  %v.137 = select <4 x i1> %v.127, <4 x double> %v.135, <4 x double> %v.136
  store <4 x double> %v.137, ptr %cell.25
  br label %while.120.latch
while.120.latch:
  %while.120.next = add nuw nsw i64 %while.120.i, 1
  br label %while.120.head
while.120.end:
  br i1 %v.84, label %drawn.138.beside, label %drawn.138.apart
drawn.138.beside:
  %v.139 = add i64 %v.79, 0
  %v.140 = inttoptr i64 %v.139 to ptr
  %v.141 = load <4 x double>, ptr %v.140, align 32
  br label %drawn.138.end
drawn.138.apart:
  %v.142 = add <4 x i64> %v.77, splat (i64 0)
  %v.143 = call <4 x double> @gather.drawn(<4 x i64> %v.142)
  br label %drawn.138.end
drawn.138.end:
  %v.144 = phi <4 x double> [ %v.141, %drawn.138.beside ], [ %v.143, %drawn.138.apart ]
  %v.145 = load <4 x double>, ptr %cell.25
  %v.146 = select <4 x i1> %v.69, <4 x double> %v.144, <4 x double> %v.145
  store <4 x double> %v.146, ptr %cell.25
  %v.147 = icmp eq <4 x i64> %v.70, splat (i64 4)
  %v.148 = load <4 x i1>, ptr %cell.21
  %v.149 = select <4 x i1> %v.69, <4 x i1> %v.147, <4 x i1> %v.148
  store <4 x i1> %v.149, ptr %cell.21
  %v.150 = select <4 x i1> %v.69, <4 x i64> splat (i64 32), <4 x i64> splat (i64 0)
  %v.151 = getelementptr i8, ptr %work, i64 448
  %v.152 = add <4 x i64> %v.77, %v.150
  store <4 x i64> %v.152, ptr %v.151, align 32
  %v.153 = add i64 %v.79, 32
  %v.154 = getelementptr i8, ptr %work, i64 768
  store i64 %v.153, ptr %v.154, align 8
  %v.155 = load <4 x i64>, ptr %variable.30
  %v.156 = add <4 x i64> %v.155, splat (i64 1)
  store <4 x i64> %v.156, ptr %variable.30
  %v.157 = load <4 x i1>, ptr %cell.21
  %v.158 = icmp sge <4 x i64> %v.156, splat (i64 5)
  %v.159 = or <4 x i1> %v.157, %v.158
  %v.160 = and <4 x i1> %v.69, %v.159
  store <4 x i1> %v.160, ptr %variable.29
  %v.161 = load <4 x i1>, ptr %variable.29
  %v.162 = bitcast <4 x i1> %v.161 to i4
  %v.163 = icmp ne i4 %v.162, 0
  br i1 %v.163, label %retire, label %tick
retire:
  %v.164 = load <4 x i1>, ptr %variable.29
  %v.165 = load <4 x i64>, ptr %variable.30
  %v.166 = load <4 x i64>, ptr %block, align 32
  %v.167 = getelementptr i8, ptr %block, i64 64
  %v.168 = load <4 x i64>, ptr %v.167, align 32
  %v.169 = getelementptr i8, ptr %block, i64 128
  %v.170 = load <4 x i64>, ptr %v.169, align 32
  %v.171 = getelementptr i8, ptr %work, i64 448
  %v.172 = load <4 x i64>, ptr %v.171, align 32
  %v.173 = getelementptr i8, ptr %work, i64 768
  %v.174 = load i64, ptr %v.173, align 8
  %v.175 = getelementptr i8, ptr %work, i64 776
  %v.176 = load i64, ptr %v.175, align 8
  %v.177 = getelementptr i8, ptr %work, i64 800
  %v.178 = load i64, ptr %v.177, align 8
  %v.179 = icmp ne i64 %v.176, 0
  %v.180 = load i64, ptr %variable.31
  %v.181 = getelementptr i8, ptr %work, i64 512
  %v.182 = load <4 x double>, ptr %v.181, align 32
  %v.183 = load <4 x double>, ptr %cell.25
  %v.184 = bitcast <4 x i1> %v.164 to i4
  %v.185 = zext i4 %v.184 to i64
  call void @deliver(ptr %work, i64 0, i64 %v.185, <4 x double> %v.183)
  %v.186 = load <4 x i1>, ptr %variable.28
  %v.187 = xor <4 x i1> %v.164, splat (i1 true)
  %v.188 = and <4 x i1> %v.186, %v.187
  store <4 x i1> %v.188, ptr %variable.28
  br label %fill
finish:
  ret i1 false
abandon:
  ret i1 true
}

define i32 @evaluate(ptr %call) #0 {
entry:
  %mode = call i64 @mode.enter()
  %networks = load ptr, ptr %call, align 8
  %v.1 = getelementptr i8, ptr %call, i64 8
  %queue = load ptr, ptr %v.1, align 8
  %v.2 = getelementptr i8, ptr %call, i64 16
  %end = load i64, ptr %v.2, align 8
  %v.3 = getelementptr i8, ptr %call, i64 24
  %scenarios = load i64, ptr %v.3, align 8
  %v.4 = getelementptr i8, ptr %call, i64 32
  %blocks = load ptr, ptr %v.4, align 8
  %v.5 = getelementptr i8, ptr %call, i64 40
  %work = load ptr, ptr %v.5, align 8
  %v.6 = getelementptr i8, ptr %work, i64 1216
  %v.7 = getelementptr i8, ptr %call, i64 48
  %results = load ptr, ptr %v.7, align 8
  %v.8 = getelementptr i8, ptr %call, i64 56
  %stop = load ptr, ptr %v.8, align 8
  %v.9 = getelementptr i8, ptr %call, i64 64
  %rows = load i64, ptr %v.9, align 8
  %stopped = call i1 @lives(ptr %networks, ptr %queue, i64 %end, i64 %scenarios, ptr %blocks, ptr %work, ptr %v.6, ptr %results, ptr %stop, i64 %rows)
  call void @mode.leave(i64 %mode)
  %flag = zext i1 %stopped to i32
  ret i32 %flag
}

attributes #0 = { nounwind "no-trapping-math"="true" "prefer-vector-width"="512" }

attributes #1 = { alwaysinline nounwind willreturn memory(none) "prefer-vector-width"="512" }

attributes #2 = { nounwind noinline "prefer-vector-width"="512" }

attributes #3 = { nounwind noinline willreturn memory(none) "prefer-vector-width"="512" }

attributes #4 = { nounwind willreturn memory(argmem: read) "prefer-vector-width"="512" }

attributes #5 = { nounwind willreturn memory(read) "prefer-vector-width"="512" }

attributes #6 = { nounwind noinline optsize }

!0 = !{!"quale"}

!1 = !{!"over", !0, i64 0}

!2 = !{!1, !1, i64 0}

!3 = !{!"x", !0, i64 0}

!4 = !{!3, !3, i64 0}

!5 = !{!"k", !0, i64 0}

!6 = !{!5, !5, i64 0}

!7 = !{!"a", !0, i64 0}

!8 = !{!7, !7, i64 0}

!9 = !{!"quiet", !0, i64 0}

!10 = !{!9, !9, i64 0}
