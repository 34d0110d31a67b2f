declare i64 @mode.enter()

declare void @mode.leave(i64)

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

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

define internal i64 @life(ptr noalias readonly %networks, i64 %genome, ptr noalias readonly %block, ptr noalias %work, ptr noalias %results, ptr %stop, ptr noalias %rows, i64 %stride, i64 %lane) #2 {
entry:
  %cell.18 = alloca <4 x i1>, align 1
  %cell.22 = alloca <4 x double>, align 32
  %cell.25 = alloca <4 x i64>, align 32
  %live.28 = alloca <4 x i1>, align 1
  %ticks.35 = alloca <4 x i64>, align 64
  %scratch.36 = alloca <4 x double>, align 64
  %mask.109 = alloca <4 x i1>, align 1
  %v.1 = load <4 x i64>, ptr %block, align 32
  %v.2 = getelementptr i8, ptr %block, i64 64
  %v.3 = load <4 x i64>, ptr %v.2, align 32
  %v.4 = getelementptr i8, ptr %block, i64 128
  %v.5 = load <4 x i64>, ptr %v.4, align 32
  %v.6 = load ptr, ptr %networks, align 8
  %v.7 = getelementptr i64, ptr %v.6, i64 %genome
  %v.8 = load i64, ptr %v.7
  %v.9 = add i64 %genome, 1
  %v.10 = getelementptr i64, ptr %v.6, i64 %v.9
  %v.11 = load i64, ptr %v.10
  %v.12 = getelementptr i8, ptr %networks, i64 64
  %v.13 = load ptr, ptr %v.12, align 8
  %v.14 = getelementptr i32, ptr %v.13, i64 %genome
  %v.15 = load i32, ptr %v.14
  %v.16 = sext i32 %v.15 to i64
  %v.17 = sitofp i64 %v.16 to double
  call void @llvm.memcpy.p0.p0.i64(ptr %work, ptr %block, i64 1216, i1 false)
  %v.19 = getelementptr i8, ptr %block, i64 832
  %v.20 = load <4 x i8>, ptr %v.19, align 4
  %v.21 = icmp ne <4 x i8> %v.20, zeroinitializer
  store <4 x i1> %v.21, ptr %cell.18
  %v.23 = getelementptr i8, ptr %block, i64 896
  %v.24 = load <4 x double>, ptr %v.23, align 32
  store <4 x double> %v.24, ptr %cell.22
  %v.26 = getelementptr i8, ptr %block, i64 960
  %v.27 = load <4 x i64>, ptr %v.26, align 32
  store <4 x i64> %v.27, ptr %cell.25
  %v.29 = getelementptr i8, ptr %block, i64 192
  %v.30 = load <4 x i8>, ptr %v.29, align 4
  %v.31 = icmp ne <4 x i8> %v.30, zeroinitializer
  %v.32 = load <4 x i1>, ptr %cell.18
  %v.33 = xor <4 x i1> %v.32, splat (i1 true)
  %v.34 = and <4 x i1> %v.31, %v.33
  store <4 x i1> %v.34, ptr %live.28
  store <4 x i64> splat (i64 0), ptr %ticks.35
  %v.37 = load <4 x i1>, ptr %cell.18
  %v.38 = select <4 x i1> %v.37, <4 x double> splat (double 0x3FF0000000000000), <4 x double> splat (double 0x0000000000000000)
  store <4 x double> %v.38, ptr %scratch.36
  %v.39 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.40 = load double, ptr %v.39
  store double %v.40, ptr %rows
  %v.41 = load <4 x double>, ptr %cell.22
  store <4 x double> %v.41, ptr %scratch.36
  %v.42 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.43 = load double, ptr %v.42
  %v.44 = getelementptr i8, ptr %rows, i64 8
  store double %v.43, ptr %v.44
  %v.45 = load <4 x i64>, ptr %cell.25
  %v.46 = add <4 x i64> %v.45, splat (i64 4843621399236968448)
  %v.47 = bitcast <4 x i64> %v.46 to <4 x double>
  %v.48 = fsub <4 x double> %v.47, splat (double 0x4338000000000000)
  store <4 x double> %v.48, ptr %scratch.36
  %v.49 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.50 = load double, ptr %v.49
  %v.51 = getelementptr i8, ptr %rows, i64 16
  store double %v.50, ptr %v.51
  %v.52 = getelementptr i8, ptr %rows, i64 24
  br label %elements.53.start
elements.53.start:
  br label %elements.53.body
elements.53.body:
  %elements.53.i = phi i64 [ 0, %elements.53.start ], [ %elements.53.next, %elements.53.body ]
  %v.54 = mul i64 %elements.53.i, 4
  %v.55 = add i64 %v.54, %lane
  %v.56 = mul i64 %v.55, 8
  %v.57 = add i64 %v.56, 1024
  %v.58 = getelementptr i8, ptr %work, i64 %v.57
  %v.59 = load double, ptr %v.58
  %v.60 = mul i64 %elements.53.i, 8
  %v.61 = getelementptr i8, ptr %v.52, i64 %v.60
  store double %v.59, ptr %v.61
  %elements.53.next = add nuw nsw i64 %elements.53.i, 1
  %v.62 = icmp slt i64 %elements.53.next, 4
  br i1 %v.62, label %elements.53.body, label %elements.53.end
elements.53.end:
  br label %tick.start
tick.start:
  br label %tick
tick:
  %t = phi i64 [ 0, %tick.start ], [ %t.next, %tick.end ]
  %v.63 = load <4 x i1>, ptr %live.28
  %v.64 = bitcast <4 x i1> %v.63 to i4
  %v.65 = icmp ne i4 %v.64, 0
  %v.66 = icmp slt i64 %t, 5
  %v.67 = and i1 %v.65, %v.66
  br i1 %v.67, label %look, label %score
look:
  %since = and i64 %t, 1023
  %due = icmp eq i64 %since, 0
  br i1 %due, label %flag, label %body
flag:
  %stopping = load atomic i32, ptr %stop monotonic, align 4
  %stopped = icmp ne i32 %stopping, 0
  br i1 %stopped, label %abandon, label %body
abandon:
  ret i64 -1
body:
  %v.68 = and <4 x i64> %v.1, splat (i64 1)
  %v.69 = icmp eq <4 x i64> %v.68, splat (i64 1)
  %v.70 = and <4 x i1> %v.63, %v.69
  %v.71 = add i64 %t, 4843621399236968448
  %v.72 = bitcast i64 %v.71 to double
  %v.73 = fsub double %v.72, 0x4338000000000000
  %v.74 = fadd double %v.73, 0x3FE0000000000000
  %v.75 = load <4 x double>, ptr %cell.22
  %v.76 = insertelement <4 x double> poison, double %v.74, i64 0
  %v.77 = shufflevector <4 x double> %v.76, <4 x double> poison, <4 x i32> zeroinitializer
  %v.78 = select <4 x i1> %v.70, <4 x double> %v.77, <4 x double> %v.75
  store <4 x double> %v.78, ptr %cell.22
  %v.79 = xor <4 x i1> %v.69, splat (i1 true)
  %v.80 = and <4 x i1> %v.63, %v.79
  %v.81 = add i64 %t, 4843621399236968448
  %v.82 = bitcast i64 %v.81 to double
  %v.83 = fsub double %v.82, 0x4338000000000000
  %v.84 = insertelement <4 x double> poison, double %v.83, i64 0
  %v.85 = shufflevector <4 x double> %v.84, <4 x double> poison, <4 x i32> zeroinitializer
  %v.86 = call <4 x double> @quale.numeric.trigonometry.sin.1(<4 x double> %v.85)
  %v.87 = mul i64 1, 32
  %v.88 = add i64 %v.87, 1024
  %v.89 = getelementptr i8, ptr %work, i64 %v.88
  %v.90 = load <4 x double>, ptr %v.89, align 32, !tbaa !8
  %v.91 = select <4 x i1> %v.80, <4 x double> %v.86, <4 x double> %v.90
  store <4 x double> %v.91, ptr %v.89, align 32, !tbaa !8
  %v.92 = and <4 x i64> %v.1, splat (i64 1)
  %v.93 = icmp eq <4 x i64> %v.92, splat (i64 1)
  %v.94 = and <4 x i1> %v.63, %v.93
  %v.96 = bitcast <4 x i1> %v.94 to i4
  %v.97 = icmp ne i4 %v.96, 0
  br i1 %v.97, label %when.95.then, label %when.95.end
when.95.then:
  br label %repeat.98.start
repeat.98.start:
  br label %repeat.98.head
repeat.98.head:
  %repeat.98.i = phi i64 [ 0, %repeat.98.start ], [ %repeat.98.next, %repeat.98.latch ]
  %v.99 = icmp slt i64 %repeat.98.i, 3
  br i1 %v.99, label %repeat.98.body, label %repeat.98.end
repeat.98.body:
  %v.100 = add i64 %t, 4843621399236968448
  %v.101 = bitcast i64 %v.100 to double
  %v.102 = fsub double %v.101, 0x4338000000000000
  %v.103 = fadd double %v.102, 0x3FE0000000000000
  %v.104 = load <4 x double>, ptr %cell.22
  %v.105 = insertelement <4 x double> poison, double %v.103, i64 0
  %v.106 = shufflevector <4 x double> %v.105, <4 x double> poison, <4 x i32> zeroinitializer
  %v.107 = select <4 x i1> %v.94, <4 x double> %v.106, <4 x double> %v.104
  store <4 x double> %v.107, ptr %cell.22
  br label %repeat.98.latch
repeat.98.latch:
  %repeat.98.next = add nuw nsw i64 %repeat.98.i, 1
  br label %repeat.98.head
repeat.98.end:
  br label %when.95.end
when.95.end:
  store <4 x i1> %v.63, ptr %mask.109
  br label %while.108.start
while.108.start:
  br label %while.108.head
while.108.head:
  %while.108.i = phi i64 [ 0, %while.108.start ], [ %while.108.next, %while.108.latch ]
  %v.110 = load <4 x i1>, ptr %mask.109
  %v.111 = add i64 %t, 4843621399236968448
  %v.112 = bitcast i64 %v.111 to double
  %v.113 = fsub double %v.112, 0x4338000000000000
  %v.114 = fcmp olt double %v.113, 0x4008000000000000
  %v.115 = insertelement <4 x i1> poison, i1 %v.114, i64 0
  %v.116 = shufflevector <4 x i1> %v.115, <4 x i1> poison, <4 x i32> zeroinitializer
  %v.117 = and <4 x i1> %v.110, %v.116
  store <4 x i1> %v.117, ptr %mask.109
  %v.118 = bitcast <4 x i1> %v.117 to i4
  %v.119 = icmp ne i4 %v.118, 0
  %v.120 = icmp slt i64 %while.108.i, 4
  %v.121 = and i1 %v.119, %v.120
  br i1 %v.121, label %while.108.body, label %while.108.end
while.108.body:
  %v.122 = add i64 %t, 4843621399236968448
  %v.123 = bitcast i64 %v.122 to double
  %v.124 = fsub double %v.123, 0x4338000000000000
  %v.125 = fadd double %v.124, 0x3FE0000000000000
  %v.126 = load <4 x double>, ptr %cell.22
  %v.127 = insertelement <4 x double> poison, double %v.125, i64 0
  %v.128 = shufflevector <4 x double> %v.127, <4 x double> poison, <4 x i32> zeroinitializer
  %v.129 = select <4 x i1> %v.117, <4 x double> %v.128, <4 x double> %v.126
  store <4 x double> %v.129, ptr %cell.22
  br label %while.108.latch
while.108.latch:
  %while.108.next = add nuw nsw i64 %while.108.i, 1
  br label %while.108.head
while.108.end:
  %v.130 = mul i64 %t, 32
  %v.131 = add i64 %v.130, 1216
  %v.132 = getelementptr i8, ptr %block, i64 %v.131
  %v.133 = load <4 x double>, ptr %v.132, align 32
  %v.134 = load <4 x double>, ptr %cell.22
  %v.135 = select <4 x i1> %v.63, <4 x double> %v.133, <4 x double> %v.134
  store <4 x double> %v.135, ptr %cell.22
  %v.136 = icmp eq i64 %t, 4
  %v.137 = load <4 x i1>, ptr %cell.18
  %v.138 = insertelement <4 x i1> poison, i1 %v.136, i64 0
  %v.139 = shufflevector <4 x i1> %v.138, <4 x i1> poison, <4 x i32> zeroinitializer
  %v.140 = select <4 x i1> %v.63, <4 x i1> %v.139, <4 x i1> %v.137
  store <4 x i1> %v.140, ptr %cell.18
  %v.141 = load <4 x i1>, ptr %cell.18
  %v.142 = xor <4 x i1> %v.141, splat (i1 true)
  %v.143 = and <4 x i1> %v.63, %v.142
  store <4 x i1> %v.143, ptr %live.28
  %v.144 = getelementptr i64, ptr %ticks.35, i64 %lane
  %v.145 = load i64, ptr %v.144
  %v.146 = add i64 %v.145, 1
  %v.147 = mul i64 %v.146, %stride
  %v.148 = getelementptr i8, ptr %rows, i64 %v.147
  %v.149 = load <4 x i1>, ptr %cell.18
  %v.150 = select <4 x i1> %v.149, <4 x double> splat (double 0x3FF0000000000000), <4 x double> splat (double 0x0000000000000000)
  store <4 x double> %v.150, ptr %scratch.36
  %v.151 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.152 = load double, ptr %v.151
  store double %v.152, ptr %v.148
  %v.153 = load <4 x double>, ptr %cell.22
  store <4 x double> %v.153, ptr %scratch.36
  %v.154 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.155 = load double, ptr %v.154
  %v.156 = getelementptr i8, ptr %v.148, i64 8
  store double %v.155, ptr %v.156
  %v.157 = load <4 x i64>, ptr %cell.25
  %v.158 = add <4 x i64> %v.157, splat (i64 4843621399236968448)
  %v.159 = bitcast <4 x i64> %v.158 to <4 x double>
  %v.160 = fsub <4 x double> %v.159, splat (double 0x4338000000000000)
  store <4 x double> %v.160, ptr %scratch.36
  %v.161 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.162 = load double, ptr %v.161
  %v.163 = getelementptr i8, ptr %v.148, i64 16
  store double %v.162, ptr %v.163
  %v.164 = getelementptr i8, ptr %v.148, i64 24
  br label %elements.165.start
elements.165.start:
  br label %elements.165.body
elements.165.body:
  %elements.165.i = phi i64 [ 0, %elements.165.start ], [ %elements.165.next, %elements.165.body ]
  %v.166 = mul i64 %elements.165.i, 4
  %v.167 = add i64 %v.166, %lane
  %v.168 = mul i64 %v.167, 8
  %v.169 = add i64 %v.168, 1024
  %v.170 = getelementptr i8, ptr %work, i64 %v.169
  %v.171 = load double, ptr %v.170
  %v.172 = mul i64 %elements.165.i, 8
  %v.173 = getelementptr i8, ptr %v.164, i64 %v.172
  store double %v.171, ptr %v.173
  %elements.165.next = add nuw nsw i64 %elements.165.i, 1
  %v.174 = icmp slt i64 %elements.165.next, 4
  br i1 %v.174, label %elements.165.body, label %elements.165.end
elements.165.end:
  %v.175 = load <4 x i64>, ptr %ticks.35
  %v.176 = add <4 x i64> %v.175, splat (i64 1)
  %v.177 = select <4 x i1> %v.63, <4 x i64> %v.176, <4 x i64> %v.175
  store <4 x i64> %v.177, ptr %ticks.35
  br label %tick.end
tick.end:
  %t.next = add nuw nsw i64 %t, 1
  br label %tick
score:
  %v.178 = load <4 x double>, ptr %cell.22
  store <4 x double> %v.178, ptr %results, align 8
  %v.179 = getelementptr i64, ptr %ticks.35, i64 %lane
  %v.180 = load i64, ptr %v.179
  ret i64 %v.180
}

define i64 @trace(ptr %networks, i64 %genome, ptr %block, ptr %work, ptr %results, ptr %stop, ptr %rows, i64 %stride, i64 %lane) #0 {
entry:
  %mode = call i64 @mode.enter()
  %ticks = call i64 @life(ptr %networks, i64 %genome, ptr %block, ptr %work, ptr %results, ptr %stop, ptr %rows, i64 %stride, i64 %lane)
  call void @mode.leave(i64 %mode)
  ret i64 %ticks
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
