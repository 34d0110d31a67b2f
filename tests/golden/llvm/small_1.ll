@columns.kept.8 = internal constant [5 x [2 x i64]] [[2 x i64] [i64 0, i64 1], [2 x i64] [i64 64, i64 1], [2 x i64] [i64 128, i64 1], [2 x i64] [i64 960, i64 1], [2 x i64] [i64 1088, i64 1]]

@columns.work.8 = internal constant [2 x [2 x i64]] [[2 x i64] [i64 896, i64 1], [2 x i64] [i64 1024, i64 4]]

@columns.work.1 = internal constant [1 x [2 x i64]] [[2 x i64] [i64 832, i64 1]]

declare i64 @mode.enter()

declare void @mode.leave(i64)

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

declare i64 @llvm.cttz.i64(i64, i1)

declare double @llvm.fabs.f64(double)

define internal double @draw.uniform01(i64 %p0, i64 %p1, i64 %p2, i64 %p3, i64 %p4, i64 %p5) #3 {
entry:
  %v.1 = and i64 %p2, 4294967295
  %v.2 = and i64 %p3, 4294967295
  %v.3 = and i64 %p4, 4294967295
  %v.4 = and i64 %p5, 4294967295
  %v.5 = mul i64 %v.1, 3528531795
  %v.6 = mul i64 %v.3, 3449720151
  %v.7 = ashr i64 %v.6, 32
  %v.8 = and i64 %v.7, 4294967295
  %v.9 = xor i64 %v.8, %v.2
  %v.10 = xor i64 %v.9, %p0
  %v.11 = and i64 %v.6, 4294967295
  %v.12 = ashr i64 %v.5, 32
  %v.13 = and i64 %v.12, 4294967295
  %v.14 = xor i64 %v.13, %v.4
  %v.15 = xor i64 %v.14, %p1
  %v.16 = and i64 %v.5, 4294967295
  %v.17 = add i64 %p0, 2654435769
  %v.18 = and i64 %v.17, 4294967295
  %v.19 = add i64 %p1, 3144134277
  %v.20 = and i64 %v.19, 4294967295
  %v.21 = mul i64 %v.10, 3528531795
  %v.22 = mul i64 %v.15, 3449720151
  %v.23 = ashr i64 %v.22, 32
  %v.24 = and i64 %v.23, 4294967295
  %v.25 = xor i64 %v.24, %v.11
  %v.26 = xor i64 %v.25, %v.18
  %v.27 = and i64 %v.22, 4294967295
  %v.28 = ashr i64 %v.21, 32
  %v.29 = and i64 %v.28, 4294967295
  %v.30 = xor i64 %v.29, %v.16
  %v.31 = xor i64 %v.30, %v.20
  %v.32 = and i64 %v.21, 4294967295
  %v.33 = add i64 %v.18, 2654435769
  %v.34 = and i64 %v.33, 4294967295
  %v.35 = add i64 %v.20, 3144134277
  %v.36 = and i64 %v.35, 4294967295
  %v.37 = mul i64 %v.26, 3528531795
  %v.38 = mul i64 %v.31, 3449720151
  %v.39 = ashr i64 %v.38, 32
  %v.40 = and i64 %v.39, 4294967295
  %v.41 = xor i64 %v.40, %v.27
  %v.42 = xor i64 %v.41, %v.34
  %v.43 = and i64 %v.38, 4294967295
  %v.44 = ashr i64 %v.37, 32
  %v.45 = and i64 %v.44, 4294967295
  %v.46 = xor i64 %v.45, %v.32
  %v.47 = xor i64 %v.46, %v.36
  %v.48 = and i64 %v.37, 4294967295
  %v.49 = add i64 %v.34, 2654435769
  %v.50 = and i64 %v.49, 4294967295
  %v.51 = add i64 %v.36, 3144134277
  %v.52 = and i64 %v.51, 4294967295
  %v.53 = mul i64 %v.42, 3528531795
  %v.54 = mul i64 %v.47, 3449720151
  %v.55 = ashr i64 %v.54, 32
  %v.56 = and i64 %v.55, 4294967295
  %v.57 = xor i64 %v.56, %v.43
  %v.58 = xor i64 %v.57, %v.50
  %v.59 = and i64 %v.54, 4294967295
  %v.60 = ashr i64 %v.53, 32
  %v.61 = and i64 %v.60, 4294967295
  %v.62 = xor i64 %v.61, %v.48
  %v.63 = xor i64 %v.62, %v.52
  %v.64 = and i64 %v.53, 4294967295
  %v.65 = add i64 %v.50, 2654435769
  %v.66 = and i64 %v.65, 4294967295
  %v.67 = add i64 %v.52, 3144134277
  %v.68 = and i64 %v.67, 4294967295
  %v.69 = mul i64 %v.58, 3528531795
  %v.70 = mul i64 %v.63, 3449720151
  %v.71 = ashr i64 %v.70, 32
  %v.72 = and i64 %v.71, 4294967295
  %v.73 = xor i64 %v.72, %v.59
  %v.74 = xor i64 %v.73, %v.66
  %v.75 = and i64 %v.70, 4294967295
  %v.76 = ashr i64 %v.69, 32
  %v.77 = and i64 %v.76, 4294967295
  %v.78 = xor i64 %v.77, %v.64
  %v.79 = xor i64 %v.78, %v.68
  %v.80 = and i64 %v.69, 4294967295
  %v.81 = add i64 %v.66, 2654435769
  %v.82 = and i64 %v.81, 4294967295
  %v.83 = add i64 %v.68, 3144134277
  %v.84 = and i64 %v.83, 4294967295
  %v.85 = mul i64 %v.74, 3528531795
  %v.86 = mul i64 %v.79, 3449720151
  %v.87 = ashr i64 %v.86, 32
  %v.88 = and i64 %v.87, 4294967295
  %v.89 = xor i64 %v.88, %v.75
  %v.90 = xor i64 %v.89, %v.82
  %v.91 = and i64 %v.86, 4294967295
  %v.92 = ashr i64 %v.85, 32
  %v.93 = and i64 %v.92, 4294967295
  %v.94 = xor i64 %v.93, %v.80
  %v.95 = xor i64 %v.94, %v.84
  %v.96 = and i64 %v.85, 4294967295
  %v.97 = add i64 %v.82, 2654435769
  %v.98 = and i64 %v.97, 4294967295
  %v.99 = add i64 %v.84, 3144134277
  %v.100 = and i64 %v.99, 4294967295
  %v.101 = mul i64 %v.90, 3528531795
  %v.102 = mul i64 %v.95, 3449720151
  %v.103 = ashr i64 %v.102, 32
  %v.104 = and i64 %v.103, 4294967295
  %v.105 = xor i64 %v.104, %v.91
  %v.106 = xor i64 %v.105, %v.98
  %v.107 = and i64 %v.102, 4294967295
  %v.108 = ashr i64 %v.101, 32
  %v.109 = and i64 %v.108, 4294967295
  %v.110 = xor i64 %v.109, %v.96
  %v.111 = xor i64 %v.110, %v.100
  %v.112 = and i64 %v.101, 4294967295
  %v.113 = add i64 %v.98, 2654435769
  %v.114 = and i64 %v.113, 4294967295
  %v.115 = add i64 %v.100, 3144134277
  %v.116 = and i64 %v.115, 4294967295
  %v.117 = mul i64 %v.106, 3528531795
  %v.118 = mul i64 %v.111, 3449720151
  %v.119 = ashr i64 %v.118, 32
  %v.120 = and i64 %v.119, 4294967295
  %v.121 = xor i64 %v.120, %v.107
  %v.122 = xor i64 %v.121, %v.114
  %v.123 = and i64 %v.118, 4294967295
  %v.124 = ashr i64 %v.117, 32
  %v.125 = and i64 %v.124, 4294967295
  %v.126 = xor i64 %v.125, %v.112
  %v.127 = xor i64 %v.126, %v.116
  %v.128 = and i64 %v.117, 4294967295
  %v.129 = add i64 %v.114, 2654435769
  %v.130 = and i64 %v.129, 4294967295
  %v.131 = add i64 %v.116, 3144134277
  %v.132 = and i64 %v.131, 4294967295
  %v.133 = mul i64 %v.122, 3528531795
  %v.134 = mul i64 %v.127, 3449720151
  %v.135 = ashr i64 %v.134, 32
  %v.136 = and i64 %v.135, 4294967295
  %v.137 = xor i64 %v.136, %v.123
  %v.138 = xor i64 %v.137, %v.130
  %v.139 = and i64 %v.134, 4294967295
  %v.140 = ashr i64 %v.133, 32
  %v.141 = and i64 %v.140, 4294967295
  %v.142 = xor i64 %v.141, %v.128
  %v.143 = xor i64 %v.142, %v.132
  %v.144 = and i64 %v.133, 4294967295
  %v.145 = add i64 %v.130, 2654435769
  %v.146 = and i64 %v.145, 4294967295
  %v.147 = add i64 %v.132, 3144134277
  %v.148 = and i64 %v.147, 4294967295
  %v.149 = mul i64 %v.138, 3528531795
  %v.150 = mul i64 %v.143, 3449720151
  %v.151 = ashr i64 %v.150, 32
  %v.152 = and i64 %v.151, 4294967295
  %v.153 = xor i64 %v.152, %v.139
  %v.154 = xor i64 %v.153, %v.146
  %v.155 = and i64 %v.150, 4294967295
  %v.156 = ashr i64 %v.149, 32
  %v.157 = and i64 %v.156, 4294967295
  %v.158 = xor i64 %v.157, %v.144
  %v.159 = xor i64 %v.158, %v.148
  %v.160 = and i64 %v.149, 4294967295
  %v.161 = ashr i64 %v.154, 5
  %v.162 = add i64 %v.161, 4843621399236968448
  %v.163 = bitcast i64 %v.162 to double
  %v.164 = fsub double %v.163, 0x4338000000000000
  %v.165 = ashr i64 %v.155, 6
  %v.166 = add i64 %v.165, 4843621399236968448
  %v.167 = bitcast i64 %v.166 to double
  %v.168 = fsub double %v.167, 0x4338000000000000
  %v.169 = fmul double %v.164, 0x4190000000000000
  %v.170 = fadd double %v.169, %v.168
  %v.171 = fmul double %v.170, 0x3CA0000000000000
  ret double %v.171
}

define internal void @fill(ptr noalias %work, i64 %seed, i64 %generation, i64 %first, i64 %count) #2 {
entry:
  %cell.166 = alloca i1, align 1
  %cell.170 = alloca double, align 8
  %cell.173 = alloca i64, align 8
  %cell.176 = alloca double, align 8
  call void @llvm.memset.p0.i64(ptr %work, i8 0, i64 1152, i1 false)
  %v.1 = add i64 %first, 0
  %v.2 = and i64 %seed, 4294967295
  %v.3 = ashr i64 %seed, 32
  %v.4 = and i64 %v.3, 4294967295
  %v.5 = mul i64 %generation, 3528531795
  %v.6 = mul i64 0, 3449720151
  %v.7 = ashr i64 %v.6, 32
  %v.8 = and i64 %v.7, 4294967295
  %v.9 = xor i64 %v.8, %v.1
  %v.10 = xor i64 %v.9, %v.2
  %v.11 = and i64 %v.6, 4294967295
  %v.12 = ashr i64 %v.5, 32
  %v.13 = and i64 %v.12, 4294967295
  %v.14 = xor i64 %v.13, 1
  %v.15 = xor i64 %v.14, %v.4
  %v.16 = and i64 %v.5, 4294967295
  %v.17 = add i64 %v.2, 2654435769
  %v.18 = and i64 %v.17, 4294967295
  %v.19 = add i64 %v.4, 3144134277
  %v.20 = and i64 %v.19, 4294967295
  %v.21 = mul i64 %v.10, 3528531795
  %v.22 = mul i64 %v.15, 3449720151
  %v.23 = ashr i64 %v.22, 32
  %v.24 = and i64 %v.23, 4294967295
  %v.25 = xor i64 %v.24, %v.11
  %v.26 = xor i64 %v.25, %v.18
  %v.27 = and i64 %v.22, 4294967295
  %v.28 = ashr i64 %v.21, 32
  %v.29 = and i64 %v.28, 4294967295
  %v.30 = xor i64 %v.29, %v.16
  %v.31 = xor i64 %v.30, %v.20
  %v.32 = and i64 %v.21, 4294967295
  %v.33 = add i64 %v.18, 2654435769
  %v.34 = and i64 %v.33, 4294967295
  %v.35 = add i64 %v.20, 3144134277
  %v.36 = and i64 %v.35, 4294967295
  %v.37 = mul i64 %v.26, 3528531795
  %v.38 = mul i64 %v.31, 3449720151
  %v.39 = ashr i64 %v.38, 32
  %v.40 = and i64 %v.39, 4294967295
  %v.41 = xor i64 %v.40, %v.27
  %v.42 = xor i64 %v.41, %v.34
  %v.43 = and i64 %v.38, 4294967295
  %v.44 = ashr i64 %v.37, 32
  %v.45 = and i64 %v.44, 4294967295
  %v.46 = xor i64 %v.45, %v.32
  %v.47 = xor i64 %v.46, %v.36
  %v.48 = and i64 %v.37, 4294967295
  %v.49 = add i64 %v.34, 2654435769
  %v.50 = and i64 %v.49, 4294967295
  %v.51 = add i64 %v.36, 3144134277
  %v.52 = and i64 %v.51, 4294967295
  %v.53 = mul i64 %v.42, 3528531795
  %v.54 = mul i64 %v.47, 3449720151
  %v.55 = ashr i64 %v.54, 32
  %v.56 = and i64 %v.55, 4294967295
  %v.57 = xor i64 %v.56, %v.43
  %v.58 = xor i64 %v.57, %v.50
  %v.59 = and i64 %v.54, 4294967295
  %v.60 = ashr i64 %v.53, 32
  %v.61 = and i64 %v.60, 4294967295
  %v.62 = xor i64 %v.61, %v.48
  %v.63 = xor i64 %v.62, %v.52
  %v.64 = and i64 %v.53, 4294967295
  %v.65 = add i64 %v.50, 2654435769
  %v.66 = and i64 %v.65, 4294967295
  %v.67 = add i64 %v.52, 3144134277
  %v.68 = and i64 %v.67, 4294967295
  %v.69 = mul i64 %v.58, 3528531795
  %v.70 = mul i64 %v.63, 3449720151
  %v.71 = ashr i64 %v.70, 32
  %v.72 = and i64 %v.71, 4294967295
  %v.73 = xor i64 %v.72, %v.59
  %v.74 = xor i64 %v.73, %v.66
  %v.75 = and i64 %v.70, 4294967295
  %v.76 = ashr i64 %v.69, 32
  %v.77 = and i64 %v.76, 4294967295
  %v.78 = xor i64 %v.77, %v.64
  %v.79 = xor i64 %v.78, %v.68
  %v.80 = and i64 %v.69, 4294967295
  %v.81 = add i64 %v.66, 2654435769
  %v.82 = and i64 %v.81, 4294967295
  %v.83 = add i64 %v.68, 3144134277
  %v.84 = and i64 %v.83, 4294967295
  %v.85 = mul i64 %v.74, 3528531795
  %v.86 = mul i64 %v.79, 3449720151
  %v.87 = ashr i64 %v.86, 32
  %v.88 = and i64 %v.87, 4294967295
  %v.89 = xor i64 %v.88, %v.75
  %v.90 = xor i64 %v.89, %v.82
  %v.91 = and i64 %v.86, 4294967295
  %v.92 = ashr i64 %v.85, 32
  %v.93 = and i64 %v.92, 4294967295
  %v.94 = xor i64 %v.93, %v.80
  %v.95 = xor i64 %v.94, %v.84
  %v.96 = and i64 %v.85, 4294967295
  %v.97 = add i64 %v.82, 2654435769
  %v.98 = and i64 %v.97, 4294967295
  %v.99 = add i64 %v.84, 3144134277
  %v.100 = and i64 %v.99, 4294967295
  %v.101 = mul i64 %v.90, 3528531795
  %v.102 = mul i64 %v.95, 3449720151
  %v.103 = ashr i64 %v.102, 32
  %v.104 = and i64 %v.103, 4294967295
  %v.105 = xor i64 %v.104, %v.91
  %v.106 = xor i64 %v.105, %v.98
  %v.107 = and i64 %v.102, 4294967295
  %v.108 = ashr i64 %v.101, 32
  %v.109 = and i64 %v.108, 4294967295
  %v.110 = xor i64 %v.109, %v.96
  %v.111 = xor i64 %v.110, %v.100
  %v.112 = and i64 %v.101, 4294967295
  %v.113 = add i64 %v.98, 2654435769
  %v.114 = and i64 %v.113, 4294967295
  %v.115 = add i64 %v.100, 3144134277
  %v.116 = and i64 %v.115, 4294967295
  %v.117 = mul i64 %v.106, 3528531795
  %v.118 = mul i64 %v.111, 3449720151
  %v.119 = ashr i64 %v.118, 32
  %v.120 = and i64 %v.119, 4294967295
  %v.121 = xor i64 %v.120, %v.107
  %v.122 = xor i64 %v.121, %v.114
  %v.123 = and i64 %v.118, 4294967295
  %v.124 = ashr i64 %v.117, 32
  %v.125 = and i64 %v.124, 4294967295
  %v.126 = xor i64 %v.125, %v.112
  %v.127 = xor i64 %v.126, %v.116
  %v.128 = and i64 %v.117, 4294967295
  %v.129 = add i64 %v.114, 2654435769
  %v.130 = and i64 %v.129, 4294967295
  %v.131 = add i64 %v.116, 3144134277
  %v.132 = and i64 %v.131, 4294967295
  %v.133 = mul i64 %v.122, 3528531795
  %v.134 = mul i64 %v.127, 3449720151
  %v.135 = ashr i64 %v.134, 32
  %v.136 = and i64 %v.135, 4294967295
  %v.137 = xor i64 %v.136, %v.123
  %v.138 = xor i64 %v.137, %v.130
  %v.139 = and i64 %v.134, 4294967295
  %v.140 = ashr i64 %v.133, 32
  %v.141 = and i64 %v.140, 4294967295
  %v.142 = xor i64 %v.141, %v.128
  %v.143 = xor i64 %v.142, %v.132
  %v.144 = and i64 %v.133, 4294967295
  %v.145 = add i64 %v.130, 2654435769
  %v.146 = and i64 %v.145, 4294967295
  %v.147 = add i64 %v.132, 3144134277
  %v.148 = and i64 %v.147, 4294967295
  %v.149 = mul i64 %v.138, 3528531795
  %v.150 = mul i64 %v.143, 3449720151
  %v.151 = ashr i64 %v.150, 32
  %v.152 = and i64 %v.151, 4294967295
  %v.153 = xor i64 %v.152, %v.139
  %v.154 = xor i64 %v.153, %v.146
  %v.155 = and i64 %v.150, 4294967295
  %v.156 = ashr i64 %v.149, 32
  %v.157 = and i64 %v.156, 4294967295
  %v.158 = xor i64 %v.157, %v.144
  %v.159 = xor i64 %v.158, %v.148
  %v.160 = and i64 %v.149, 4294967295
  store i64 %v.1, ptr %work, align 8
  %v.161 = getelementptr i8, ptr %work, i64 64
  store i64 %v.154, ptr %v.161, align 8
  %v.162 = getelementptr i8, ptr %work, i64 128
  store i64 %v.155, ptr %v.162, align 8
  %v.163 = getelementptr i8, ptr %work, i64 192
  %v.164 = icmp slt i64 0, %count
  %v.165 = zext i1 %v.164 to i8
  store i8 %v.165, ptr %v.163, align 1
  %v.167 = getelementptr i8, ptr %work, i64 832
  %v.168 = load i8, ptr %v.167, align 1
  %v.169 = icmp ne i8 %v.168, 0
  store i1 %v.169, ptr %cell.166
  %v.171 = getelementptr i8, ptr %work, i64 896
  %v.172 = load double, ptr %v.171, align 8
  store double %v.172, ptr %cell.170
  %v.174 = getelementptr i8, ptr %work, i64 960
  %v.175 = load i64, ptr %v.174, align 8
  store i64 %v.175, ptr %cell.173
  %v.177 = getelementptr i8, ptr %work, i64 1088
  %v.178 = load double, ptr %v.177, align 8
  store double %v.178, ptr %cell.176
  %v.179 = icmp ult i64 %v.1, 4
  %v.180 = select i1 %v.179, i64 %v.1, i64 0
  %v.181 = mul i64 %v.180, 8
  %v.182 = add i64 %v.181, 1024
  %v.183 = getelementptr i8, ptr %work, i64 %v.182
  store double 0x4022000000000000, ptr %v.183, align 8, !tbaa !8
  %v.184 = load i1, ptr %cell.166
  %v.185 = getelementptr i8, ptr %work, i64 832
  %v.186 = zext i1 %v.184 to i8
  store i8 %v.186, ptr %v.185, align 1
  %v.187 = load double, ptr %cell.170
  %v.188 = getelementptr i8, ptr %work, i64 896
  store double %v.187, ptr %v.188, align 8
  %v.189 = load i64, ptr %cell.173
  %v.190 = getelementptr i8, ptr %work, i64 960
  store i64 %v.189, ptr %v.190, align 8
  %v.191 = load double, ptr %cell.176
  %v.192 = getelementptr i8, ptr %work, i64 1088
  store double %v.191, ptr %v.192, align 8
  br label %draw.start
draw.start:
  br label %draw
draw:
  %t = phi i64 [ 0, %draw.start ], [ %t.next, %draw ]
  %v.193 = mul i64 %t, 8
  %v.194 = add i64 %v.193, 1152
  %v.195 = getelementptr i8, ptr %work, i64 %v.194
  %v.196 = call double @draw.uniform01(i64 %v.154, i64 %v.155, i64 %t, i64 3, i64 0, i64 0)
  store double %v.196, ptr %v.195, align 8
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

define internal void @copy.rows.kept(ptr noalias readonly %source, ptr noalias %target, i1 %mask) #2 {
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
  %v.9 = mul i64 %v.8, 8
  %v.10 = add i64 %v.6, %v.9
  store i64 %v.6, ptr %variable.12
  br label %loop.11.head
loop.11.head:
  %v.13 = load i64, ptr %variable.12
  %v.14 = icmp slt i64 %v.13, %v.10
  br i1 %v.14, label %loop.11.body, label %loop.11.end
loop.11.body:
  %v.15 = getelementptr i8, ptr %source, i64 %v.13
  %v.16 = load i64, ptr %v.15, align 8
  %v.17 = getelementptr i8, ptr %target, i64 %v.13
  %v.18 = load i64, ptr %v.17, align 8
  %v.19 = select i1 %mask, i64 %v.16, i64 %v.18
  %v.20 = getelementptr i8, ptr %target, i64 %v.13
  store i64 %v.19, ptr %v.20, align 8
  %v.21 = add i64 %v.13, 8
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
  %v.13 = mul i64 %v.12, 8
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
  %v.22 = add i64 %v.17, 8
  store i64 %v.22, ptr %variable.16
  br label %loop.15.head
loop.15.end:
  %v.23 = add i64 %v.7, 1
  store i64 %v.23, ptr %variable.6
  br label %loop.5.head
loop.5.end:
  ret void
}

define internal void @copy.rows.work(ptr noalias readonly %source, ptr noalias %target, i1 %mask) #2 {
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
  %v.9 = mul i64 %v.8, 8
  %v.10 = add i64 %v.6, %v.9
  store i64 %v.6, ptr %variable.12
  br label %loop.11.head
loop.11.head:
  %v.13 = load i64, ptr %variable.12
  %v.14 = icmp slt i64 %v.13, %v.10
  br i1 %v.14, label %loop.11.body, label %loop.11.end
loop.11.body:
  %v.15 = getelementptr i8, ptr %source, i64 %v.13
  %v.16 = load i64, ptr %v.15, align 8
  %v.17 = getelementptr i8, ptr %target, i64 %v.13
  %v.18 = load i64, ptr %v.17, align 8
  %v.19 = select i1 %mask, i64 %v.16, i64 %v.18
  %v.20 = getelementptr i8, ptr %target, i64 %v.13
  store i64 %v.19, ptr %v.20, align 8
  %v.21 = add i64 %v.13, 8
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
  %v.31 = mul i64 %v.30, 1
  %v.32 = add i64 %v.28, %v.31
  store i64 %v.28, ptr %variable.34
  br label %loop.33.head
loop.33.head:
  %v.35 = load i64, ptr %variable.34
  %v.36 = icmp slt i64 %v.35, %v.32
  br i1 %v.36, label %loop.33.body, label %loop.33.end
loop.33.body:
  %v.37 = getelementptr i8, ptr %source, i64 %v.35
  %v.38 = load i8, ptr %v.37, align 1
  %v.39 = getelementptr i8, ptr %target, i64 %v.35
  %v.40 = load i8, ptr %v.39, align 1
  %v.41 = select i1 %mask, i8 %v.38, i8 %v.40
  %v.42 = getelementptr i8, ptr %target, i64 %v.35
  store i8 %v.41, ptr %v.42, align 1
  %v.43 = add i64 %v.35, 1
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
  %v.13 = mul i64 %v.12, 8
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
  %v.22 = add i64 %v.17, 8
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
  %v.36 = mul i64 %v.35, 1
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
  %v.45 = add i64 %v.40, 1
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
  %variable.123 = alloca i64, align 8
  %variable.156 = alloca i64, align 8
  %variable.158 = alloca i64, align 8
  store i64 0, ptr %variable.1
  store i64 0, ptr %variable.2
  store i64 0, ptr %variable.3
  store i64 0, ptr %variable.5
  br label %loop.4.head
loop.4.head:
  %v.6 = load i64, ptr %variable.5
  %v.7 = icmp slt i64 %v.6, 1
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
  %v.38 = and i64 %v.23, 0
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
  %v.51 = ashr i64 %v.23, 0
  %v.52 = and i64 %v.23, 0
  %v.53 = ptrtoint ptr %blocks to i64
  %v.54 = mul i64 %v.51, 1216
  %v.55 = add i64 %v.53, %v.54
  %v.56 = mul i64 %v.52, 8
  %v.57 = add i64 %v.55, %v.56
  %v.58 = add i64 %v.57, 1152
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
  %v.88 = add i64 %v.87, 1152
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
  %v.97 = and i64 %v.96, 0
  %v.98 = mul i64 %v.97, 8
  %v.99 = add i64 %v.98, 320
  %v.100 = getelementptr i8, ptr %work, i64 %v.99
  %v.101 = load i64, ptr %v.100, align 8
  %v.102 = getelementptr i8, ptr %work, i64 792
  %v.103 = load i64, ptr %v.102, align 8
  %v.104 = sub i64 %v.103, 1
  %v.105 = icmp eq i64 %v.93, %v.95
  %v.106 = ashr i64 %v.101, 0
  %v.107 = ashr i64 %v.104, 0
  %v.108 = icmp eq i64 %v.106, %v.107
  %v.109 = and i1 %v.105, %v.108
  %v.110 = icmp sle i64 %v.101, %v.104
  %v.111 = and i1 %v.109, %v.110
  %v.112 = icmp ne i64 %v.93, 0
  %v.113 = and i1 %v.111, %v.112
  br i1 %v.113, label %only.114.then, label %only.114.end
only.114.then:
  %v.115 = ashr i64 %v.101, 0
  %v.116 = mul i64 %v.115, 1216
  %v.117 = getelementptr i8, ptr %blocks, i64 %v.116
  %v.118 = trunc i64 %v.93 to i1
  call void @copy.rows.work(ptr %v.117, ptr %work, i1 %v.118)
  %v.119 = trunc i64 %v.94 to i1
  call void @copy.rows.kept(ptr %v.117, ptr %kept, i1 %v.119)
  br label %only.114.end
only.114.end:
  %v.120 = xor i1 %v.111, true
  br i1 %v.120, label %only.121.then, label %only.121.end
only.121.then:
  store i64 0, ptr %variable.123
  br label %loop.122.head
loop.122.head:
  %v.124 = load i64, ptr %variable.123
  %v.125 = icmp slt i64 %v.124, 1
  br i1 %v.125, label %loop.122.body, label %loop.122.end
loop.122.body:
  %v.126 = lshr i64 %v.93, %v.124
  %v.127 = and i64 %v.126, 1
  %v.128 = icmp ne i64 %v.127, 0
  br i1 %v.128, label %only.129.then, label %only.129.end
only.129.then:
  %v.130 = mul i64 %v.124, 8
  %v.131 = add i64 %v.130, 320
  %v.132 = getelementptr i8, ptr %work, i64 %v.131
  %v.133 = load i64, ptr %v.132, align 8
  %v.134 = ashr i64 %v.133, 0
  %v.135 = mul i64 %v.134, 1216
  %v.136 = getelementptr i8, ptr %blocks, i64 %v.135
  %v.137 = and i64 %v.133, 0
  call void @copy.column.work(ptr %work, ptr %v.136, i64 %v.137, i64 %v.124)
  %v.138 = lshr i64 %v.94, %v.124
  %v.139 = and i64 %v.138, 1
  %v.140 = icmp ne i64 %v.139, 0
  br i1 %v.140, label %only.141.then, label %only.141.end
only.141.then:
  call void @copy.column.kept(ptr %kept, ptr %v.136, i64 %v.137, i64 %v.124)
  br label %only.141.end
only.141.end:
  br label %only.129.end
only.129.end:
  %v.142 = add i64 %v.124, 1
  store i64 %v.142, ptr %variable.123
  br label %loop.122.head
loop.122.end:
  br label %only.121.end
only.121.end:
  %v.143 = load i64, ptr %variable.1
  %v.144 = or i64 %live, %v.143
  %v.145 = call i64 @llvm.cttz.i64(i64 %v.144, i1 false)
  %v.146 = and i64 %v.145, 0
  %v.147 = mul i64 %v.146, 8
  %v.148 = add i64 %v.147, 448
  %v.149 = getelementptr i8, ptr %work, i64 %v.148
  %v.150 = load i64, ptr %v.149, align 8
  %v.151 = mul i64 %v.146, 8
  %v.152 = sub i64 %v.150, %v.151
  %v.153 = and i64 %v.152, 7
  %v.154 = icmp eq i64 %v.153, 0
  %v.155 = zext i1 %v.154 to i64
  store i64 %v.155, ptr %variable.156
  store i64 0, ptr %variable.158
  br label %loop.157.head
loop.157.head:
  %v.159 = load i64, ptr %variable.158
  %v.160 = icmp slt i64 %v.159, 1
  br i1 %v.160, label %loop.157.body, label %loop.157.end
loop.157.body:
  %v.161 = lshr i64 %v.144, %v.159
  %v.162 = and i64 %v.161, 1
  %v.163 = icmp ne i64 %v.162, 0
  br i1 %v.163, label %only.164.then, label %only.164.end
only.164.then:
  %v.165 = mul i64 %v.159, 8
  %v.166 = add i64 %v.165, 448
  %v.167 = getelementptr i8, ptr %work, i64 %v.166
  %v.168 = load i64, ptr %v.167, align 8
  %v.169 = mul i64 %v.159, 8
  %v.170 = sub i64 %v.168, %v.169
  %v.171 = icmp ne i64 %v.170, %v.152
  br i1 %v.171, label %only.172.then, label %only.172.end
only.172.then:
  store i64 0, ptr %variable.156
  br label %only.172.end
only.172.end:
  br label %only.164.end
only.164.end:
  %v.173 = add i64 %v.159, 1
  store i64 %v.173, ptr %variable.158
  br label %loop.157.head
loop.157.end:
  %v.174 = getelementptr i8, ptr %work, i64 768
  store i64 %v.152, ptr %v.174, align 8
  %v.175 = load i64, ptr %variable.156
  %v.176 = getelementptr i8, ptr %work, i64 776
  store i64 %v.175, ptr %v.176, align 8
  %v.177 = load i64, ptr %variable.1
  ret i64 %v.177
}

define internal void @deliver(ptr %work, i64 %offset, i64 %done, double %value) #6 {
entry:
  %scratch.1 = alloca double, align 64
  %variable.3 = alloca i64, align 8
  store double %value, ptr %scratch.1
  store i64 0, ptr %variable.3
  br label %loop.2.head
loop.2.head:
  %v.4 = load i64, ptr %variable.3
  %v.5 = icmp slt i64 %v.4, 1
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

define internal double @quale.numeric.trigonometry.sin.1(double %p0) #1 {
entry:
  %v.1 = call double @llvm.fabs.f64(double %p0)
  %v.2 = fcmp olt double %v.1, 0x41D0000000000000
  %v.3 = select i1 %v.2, double %v.1, double 0x7FF8000000000000
  %v.4 = fmul double %v.3, 0x3FE45F306DC9C883
  %v.5 = fadd double %v.4, 0x4338000000000000
  %v.6 = fsub double %v.5, 0x4338000000000000
  %v.7 = fmul double %v.6, 0x3FF921FB40000000
  %v.8 = fsub double %v.3, %v.7
  %v.9 = fmul double %v.6, 0x3E74442D00000000
  %v.10 = fsub double %v.8, %v.9
  %v.11 = fmul double %v.6, 0x3CF8469880000000
  %v.12 = fsub double %v.10, %v.11
  %v.13 = fmul double %v.6, 0x3B78CC51701B839A
  %v.14 = fsub double %v.12, %v.13
  %v.15 = fmul double %v.14, %v.14
  %v.16 = fmul double %v.14, %v.15
  %v.17 = fmul double 0x3F81111111110BA5, %v.15
  %v.18 = fadd double 0xBFC5555555555555, %v.17
  %v.19 = fmul double 0x3EC71DE379252004, %v.15
  %v.20 = fadd double 0xBF2A01A019E80693, %v.19
  %v.21 = fmul double 0x3DE5E098556D302E, %v.15
  %v.22 = fadd double 0xBE5AE60069E53EF1, %v.21
  %v.23 = fmul double %v.15, %v.15
  %v.24 = fmul double %v.20, %v.23
  %v.25 = fadd double %v.18, %v.24
  %v.26 = fmul double %v.23, %v.23
  %v.27 = fmul double %v.22, %v.26
  %v.28 = fadd double %v.25, %v.27
  %v.29 = fmul double %v.16, %v.28
  %v.30 = fadd double %v.14, %v.29
  %v.31 = fmul double 0x3FE0000000000000, %v.15
  %v.32 = fsub double 0x3FF0000000000000, %v.31
  %v.33 = fmul double %v.15, %v.15
  %v.34 = fmul double 0xBF56C16C16C16960, %v.15
  %v.35 = fadd double 0x3FA5555555555555, %v.34
  %v.36 = fmul double 0xBE927E4FA15BD814, %v.15
  %v.37 = fadd double 0x3EFA01A019F4D0ED, %v.36
  %v.38 = fmul double 0xBDA907C0E63ADBB6, %v.15
  %v.39 = fadd double 0x3E21EEB66B683028, %v.38
  %v.40 = fmul double %v.15, %v.15
  %v.41 = fmul double %v.37, %v.40
  %v.42 = fadd double %v.35, %v.41
  %v.43 = fmul double %v.40, %v.40
  %v.44 = fmul double %v.39, %v.43
  %v.45 = fadd double %v.42, %v.44
  %v.46 = fmul double %v.33, %v.45
  %v.47 = fadd double %v.32, %v.46
  %v.48 = bitcast double %v.5 to i64
  %v.49 = and i64 %v.48, 1
  %v.50 = icmp eq i64 %v.49, 0
  %v.51 = select i1 %v.50, double %v.30, double %v.47
  %v.52 = bitcast double %v.51 to i64
  %v.53 = and i64 %v.48, 2
  %v.54 = shl i64 %v.53, 62
  %v.55 = xor i64 %v.52, %v.54
  %v.56 = bitcast double %p0 to i64
  %v.57 = and i64 %v.56, -9223372036854775808
  %v.58 = xor i64 %v.55, %v.57
  %v.59 = bitcast i64 %v.58 to double
  ret double %v.59
}

define internal i1 @lives(ptr noalias readonly %networks, ptr %queue, i64 %end, i64 %scenarios, ptr %blocks, ptr noalias %block, ptr noalias %work, ptr %results, ptr %stop, i64 %rows) #2 {
entry:
  %phase.20 = alloca i1, align 1
  %cell.21 = alloca i1, align 1
  %cell.25 = alloca double, align 8
  %variable.28 = alloca i1, align 64
  %variable.29 = alloca i1, align 64
  %variable.30 = alloca i64, align 64
  %variable.31 = alloca i64, align 8
  %mask.104 = alloca i1, align 1
  %v.1 = getelementptr i8, ptr %work, i64 792
  store i64 %scenarios, ptr %v.1, align 8
  store i64 -1, ptr %block, align 8
  %v.2 = add i64 %rows, 2
  %v.3 = mul i64 %v.2, 8
  %v.4 = add i64 %v.3, 63
  %v.5 = and i64 %v.4, -64
  %v.6 = mul i64 %rows, 8
  %v.7 = mul i64 %v.5, 0
  %v.8 = add i64 %v.6, %v.7
  %v.9 = add i64 %v.8, 1152
  %v.10 = getelementptr i8, ptr %work, i64 %v.9
  store double 0x3FF0000000000000, ptr %v.10, align 8
  %v.11 = mul i64 %rows, 8
  %v.12 = mul i64 %v.5, 1
  %v.13 = add i64 %v.11, %v.12
  %v.14 = add i64 %v.13, 1152
  %v.15 = getelementptr i8, ptr %work, i64 %v.14
  store double 0x3FF0000000000000, ptr %v.15, align 8
  %v.16 = mul i64 %v.5, 2
  %v.17 = add i64 %v.16, 1152
  %v.18 = getelementptr i8, ptr %work, i64 %v.17
  %plan = getelementptr i8, ptr %v.18, i64 0
  %stream = getelementptr i8, ptr %v.18, i64 128
  %v.19 = getelementptr i8, ptr %plan, i64 16
  store i64 -1, ptr %v.19, align 8
  store i1 false, ptr %phase.20
  %v.22 = getelementptr i8, ptr %work, i64 832
  %v.23 = load i8, ptr %v.22, align 1
  %v.24 = icmp ne i8 %v.23, 0
  store i1 %v.24, ptr %cell.21
  %v.26 = getelementptr i8, ptr %work, i64 896
  %v.27 = load double, ptr %v.26, align 8
  store double %v.27, ptr %cell.25
  store i1 false, ptr %variable.28
  store i1 false, ptr %variable.29
  store i64 0, ptr %variable.30
  store i64 0, ptr %variable.31
  br label %fill
fill:
  %v.32 = load atomic i32, ptr %stop monotonic, align 4
  %v.33 = icmp ne i32 %v.32, 0
  br i1 %v.33, label %abandon, label %filling
filling:
  %v.34 = load i1, ptr %variable.28
  %v.35 = zext i1 %v.34 to i64
  %v.36 = call i64 @seat(ptr %networks, ptr %queue, i64 %end, i64 %scenarios, ptr %blocks, ptr %block, ptr %work, ptr %results, i64 %v.5, i64 %v.35)
  %v.37 = trunc i64 %v.36 to i1
  %v.38 = load i1, ptr %variable.28
  %v.39 = or i1 %v.38, %v.37
  store i1 %v.39, ptr %variable.28
  %v.40 = load i64, ptr %variable.30
  %v.41 = select i1 %v.37, i64 0, i64 %v.40
  store i64 %v.41, ptr %variable.30
  %v.42 = getelementptr i8, ptr %work, i64 832
  %v.43 = load i8, ptr %v.42, align 1
  %v.44 = icmp ne i8 %v.43, 0
  %v.45 = load i1, ptr %cell.21
  %v.46 = select i1 %v.37, i1 %v.44, i1 %v.45
  store i1 %v.46, ptr %cell.21
  %v.47 = getelementptr i8, ptr %work, i64 896
  %v.48 = load double, ptr %v.47, align 8
  %v.49 = load double, ptr %cell.25
  %v.50 = select i1 %v.37, double %v.48, double %v.49
  store double %v.50, ptr %cell.25
  %v.51 = load i1, ptr %variable.28
  br i1 %v.51, label %begin, label %finish
begin:
  %v.52 = load i1, ptr %variable.28
  %v.53 = load i1, ptr %cell.21
  %v.54 = and i1 %v.52, %v.53
  store i1 %v.54, ptr %variable.29
  %v.55 = load i1, ptr %variable.29
  br i1 %v.55, label %retire, label %tick
tick:
  %v.56 = load i64, ptr %variable.31
  %v.57 = add i64 %v.56, 1
  store i64 %v.57, ptr %variable.31
  %v.58 = load i64, ptr %variable.31
  %v.59 = and i64 %v.58, 1023
  %v.60 = icmp eq i64 %v.59, 0
  br i1 %v.60, label %flag, label %body
flag:
  %v.61 = load atomic i32, ptr %stop monotonic, align 4
  %v.62 = icmp ne i32 %v.61, 0
  br i1 %v.62, label %abandon, label %body
body:
  %v.63 = load i1, ptr %variable.28
  %v.64 = load i64, ptr %variable.30
  %v.65 = load i64, ptr %block, align 8
  %v.66 = getelementptr i8, ptr %block, i64 64
  %v.67 = load i64, ptr %v.66, align 8
  %v.68 = getelementptr i8, ptr %block, i64 128
  %v.69 = load i64, ptr %v.68, align 8
  %v.70 = getelementptr i8, ptr %work, i64 448
  %v.71 = load i64, ptr %v.70, align 8
  %v.72 = getelementptr i8, ptr %work, i64 768
  %v.73 = load i64, ptr %v.72, align 8
  %v.74 = getelementptr i8, ptr %work, i64 776
  %v.75 = load i64, ptr %v.74, align 8
  %v.76 = getelementptr i8, ptr %work, i64 800
  %v.77 = load i64, ptr %v.76, align 8
  %v.78 = icmp ne i64 %v.75, 0
  %v.79 = load i64, ptr %variable.31
  %v.80 = and i64 %v.65, 1
  %v.81 = icmp eq i64 %v.80, 1
  br i1 %v.81, label %when.82.then, label %when.82.else
when.82.then:
  %v.83 = add i64 %v.64, 4843621399236968448
  %v.84 = bitcast i64 %v.83 to double
  %v.85 = fsub double %v.84, 0x4338000000000000
  %v.86 = fadd double %v.85, 0x3FE0000000000000
  store double %v.86, ptr %cell.25
  br label %when.82.end
when.82.else:
  %v.87 = add i64 %v.64, 4843621399236968448
  %v.88 = bitcast i64 %v.87 to double
  %v.89 = fsub double %v.88, 0x4338000000000000
  %v.90 = call double @quale.numeric.trigonometry.sin.1(double %v.89)
  %v.91 = mul i64 1, 8
  %v.92 = add i64 %v.91, 1024
  %v.93 = getelementptr i8, ptr %work, i64 %v.92
  store double %v.90, ptr %v.93, align 8, !tbaa !8
  br label %when.82.end
when.82.end:
  %v.94 = and i64 %v.65, 1
  %v.95 = icmp eq i64 %v.94, 1
  br i1 %v.95, label %when.96.then, label %when.96.else
when.96.then:
  br label %repeat.97.start
repeat.97.start:
  br label %repeat.97.head
repeat.97.head:
  %repeat.97.i = phi i64 [ 0, %repeat.97.start ], [ %repeat.97.next, %repeat.97.latch ]
  %v.98 = icmp slt i64 %repeat.97.i, 3
  br i1 %v.98, label %repeat.97.body, label %repeat.97.end
repeat.97.body:
  %v.99 = add i64 %v.64, 4843621399236968448
  %v.100 = bitcast i64 %v.99 to double
  %v.101 = fsub double %v.100, 0x4338000000000000
  %v.102 = fadd double %v.101, 0x3FE0000000000000
  store double %v.102, ptr %cell.25
  br label %repeat.97.latch
repeat.97.latch:
  %repeat.97.next = add nuw nsw i64 %repeat.97.i, 1
  br label %repeat.97.head
repeat.97.end:
  br label %when.96.end
when.96.else:
  br label %when.96.end
when.96.end:
  store i1 true, ptr %mask.104
  br label %while.103.start
while.103.start:
  br label %while.103.head
while.103.head:
  %while.103.i = phi i64 [ 0, %while.103.start ], [ %while.103.next, %while.103.latch ]
  %v.105 = load i1, ptr %mask.104
  %v.106 = add i64 %v.64, 4843621399236968448
  %v.107 = bitcast i64 %v.106 to double
  %v.108 = fsub double %v.107, 0x4338000000000000
  %v.109 = fcmp olt double %v.108, 0x4008000000000000
  %v.110 = and i1 %v.105, %v.109
  store i1 %v.110, ptr %mask.104
  %v.111 = icmp slt i64 %while.103.i, 4
  %v.112 = and i1 %v.110, %v.111
  br i1 %v.112, label %while.103.body, label %while.103.end
while.103.body:
  %v.113 = add i64 %v.64, 4843621399236968448
  %v.114 = bitcast i64 %v.113 to double
  %v.115 = fsub double %v.114, 0x4338000000000000
  %v.116 = fadd double %v.115, 0x3FE0000000000000
  store double %v.116, ptr %cell.25
  br label %while.103.latch
while.103.latch:
  %while.103.next = add nuw nsw i64 %while.103.i, 1
  br label %while.103.head
while.103.end:
  %v.117 = add i64 %v.71, 0
  %v.118 = inttoptr i64 %v.117 to ptr
  %v.119 = load double, ptr %v.118, align 8
  store double %v.119, ptr %cell.25
  %v.120 = icmp eq i64 %v.64, 4
  store i1 %v.120, ptr %cell.21
  %v.121 = select i1 %v.63, i64 8, i64 0
  %v.122 = getelementptr i8, ptr %work, i64 448
  %v.123 = add i64 %v.71, %v.121
  store i64 %v.123, ptr %v.122, align 8
  %v.124 = add i64 %v.73, 8
  %v.125 = getelementptr i8, ptr %work, i64 768
  store i64 %v.124, ptr %v.125, align 8
  %v.126 = load i64, ptr %variable.30
  %v.127 = add i64 %v.126, 1
  store i64 %v.127, ptr %variable.30
  %v.128 = load i1, ptr %cell.21
  %v.129 = icmp sge i64 %v.127, 5
  %v.130 = or i1 %v.128, %v.129
  %v.131 = and i1 %v.63, %v.130
  store i1 %v.131, ptr %variable.29
  %v.132 = load i1, ptr %variable.29
  br i1 %v.132, label %retire, label %tick
retire:
  %v.133 = load i1, ptr %variable.29
  %v.134 = load i64, ptr %variable.30
  %v.135 = load i64, ptr %block, align 8
  %v.136 = getelementptr i8, ptr %block, i64 64
  %v.137 = load i64, ptr %v.136, align 8
  %v.138 = getelementptr i8, ptr %block, i64 128
  %v.139 = load i64, ptr %v.138, align 8
  %v.140 = getelementptr i8, ptr %work, i64 448
  %v.141 = load i64, ptr %v.140, align 8
  %v.142 = getelementptr i8, ptr %work, i64 768
  %v.143 = load i64, ptr %v.142, align 8
  %v.144 = getelementptr i8, ptr %work, i64 776
  %v.145 = load i64, ptr %v.144, align 8
  %v.146 = getelementptr i8, ptr %work, i64 800
  %v.147 = load i64, ptr %v.146, align 8
  %v.148 = icmp ne i64 %v.145, 0
  %v.149 = load i64, ptr %variable.31
  %v.150 = getelementptr i8, ptr %work, i64 512
  %v.151 = load double, ptr %v.150, align 8
  %v.152 = load double, ptr %cell.25
  %v.153 = zext i1 %v.133 to i64
  call void @deliver(ptr %work, i64 0, i64 %v.153, double %v.152)
  %v.154 = load i1, ptr %variable.28
  %v.155 = xor i1 %v.133, true
  %v.156 = and i1 %v.154, %v.155
  store i1 %v.156, ptr %variable.28
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
  %v.6 = getelementptr i8, ptr %work, i64 1152
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
