declare i64 @mode.enter()

declare void @mode.leave(i64)

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

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

define internal i64 @life(ptr noalias readonly %networks, i64 %genome, ptr noalias readonly %block, ptr noalias %work, ptr noalias %results, ptr %stop, ptr noalias %rows, i64 %stride, i64 %lane) #2 {
entry:
  %cell.18 = alloca i1, align 1
  %cell.22 = alloca double, align 8
  %cell.25 = alloca i64, align 8
  %live.28 = alloca i1, align 1
  %ticks.35 = alloca i64, align 64
  %scratch.36 = alloca double, align 64
  %mask.90 = alloca i1, align 1
  %v.1 = load i64, ptr %block, align 8
  %v.2 = getelementptr i8, ptr %block, i64 64
  %v.3 = load i64, ptr %v.2, align 8
  %v.4 = getelementptr i8, ptr %block, i64 128
  %v.5 = load i64, ptr %v.4, align 8
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
  call void @llvm.memcpy.p0.p0.i64(ptr %work, ptr %block, i64 1152, i1 false)
  %v.19 = getelementptr i8, ptr %block, i64 832
  %v.20 = load i8, ptr %v.19, align 1
  %v.21 = icmp ne i8 %v.20, 0
  store i1 %v.21, ptr %cell.18
  %v.23 = getelementptr i8, ptr %block, i64 896
  %v.24 = load double, ptr %v.23, align 8
  store double %v.24, ptr %cell.22
  %v.26 = getelementptr i8, ptr %block, i64 960
  %v.27 = load i64, ptr %v.26, align 8
  store i64 %v.27, ptr %cell.25
  %v.29 = getelementptr i8, ptr %block, i64 192
  %v.30 = load i8, ptr %v.29, align 1
  %v.31 = icmp ne i8 %v.30, 0
  %v.32 = load i1, ptr %cell.18
  %v.33 = xor i1 %v.32, true
  %v.34 = and i1 %v.31, %v.33
  store i1 %v.34, ptr %live.28
  store i64 0, ptr %ticks.35
  %v.37 = load i1, ptr %cell.18
  %v.38 = select i1 %v.37, double 0x3FF0000000000000, double 0x0000000000000000
  store double %v.38, ptr %scratch.36
  %v.39 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.40 = load double, ptr %v.39
  store double %v.40, ptr %rows
  %v.41 = load double, ptr %cell.22
  store double %v.41, ptr %scratch.36
  %v.42 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.43 = load double, ptr %v.42
  %v.44 = getelementptr i8, ptr %rows, i64 8
  store double %v.43, ptr %v.44
  %v.45 = load i64, ptr %cell.25
  %v.46 = add i64 %v.45, 4843621399236968448
  %v.47 = bitcast i64 %v.46 to double
  %v.48 = fsub double %v.47, 0x4338000000000000
  store double %v.48, ptr %scratch.36
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
  %v.54 = mul i64 %elements.53.i, 1
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
  %v.63 = load i1, ptr %live.28
  %v.64 = icmp slt i64 %t, 5
  %v.65 = and i1 %v.63, %v.64
  br i1 %v.65, label %look, label %score
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
  %v.66 = and i64 %v.1, 1
  %v.67 = icmp eq i64 %v.66, 1
  br i1 %v.67, label %when.68.then, label %when.68.else
when.68.then:
  %v.69 = add i64 %t, 4843621399236968448
  %v.70 = bitcast i64 %v.69 to double
  %v.71 = fsub double %v.70, 0x4338000000000000
  %v.72 = fadd double %v.71, 0x3FE0000000000000
  store double %v.72, ptr %cell.22
  br label %when.68.end
when.68.else:
  %v.73 = add i64 %t, 4843621399236968448
  %v.74 = bitcast i64 %v.73 to double
  %v.75 = fsub double %v.74, 0x4338000000000000
  %v.76 = call double @quale.numeric.trigonometry.sin.1(double %v.75)
  %v.77 = mul i64 1, 8
  %v.78 = add i64 %v.77, 1024
  %v.79 = getelementptr i8, ptr %work, i64 %v.78
  store double %v.76, ptr %v.79, align 8, !tbaa !8
  br label %when.68.end
when.68.end:
  %v.80 = and i64 %v.1, 1
  %v.81 = icmp eq i64 %v.80, 1
  br i1 %v.81, label %when.82.then, label %when.82.else
when.82.then:
  br label %repeat.83.start
repeat.83.start:
  br label %repeat.83.head
repeat.83.head:
  %repeat.83.i = phi i64 [ 0, %repeat.83.start ], [ %repeat.83.next, %repeat.83.latch ]
  %v.84 = icmp slt i64 %repeat.83.i, 3
  br i1 %v.84, label %repeat.83.body, label %repeat.83.end
repeat.83.body:
  %v.85 = add i64 %t, 4843621399236968448
  %v.86 = bitcast i64 %v.85 to double
  %v.87 = fsub double %v.86, 0x4338000000000000
  %v.88 = fadd double %v.87, 0x3FE0000000000000
  store double %v.88, ptr %cell.22
  br label %repeat.83.latch
repeat.83.latch:
  %repeat.83.next = add nuw nsw i64 %repeat.83.i, 1
  br label %repeat.83.head
repeat.83.end:
  br label %when.82.end
when.82.else:
  br label %when.82.end
when.82.end:
  store i1 true, ptr %mask.90
  br label %while.89.start
while.89.start:
  br label %while.89.head
while.89.head:
  %while.89.i = phi i64 [ 0, %while.89.start ], [ %while.89.next, %while.89.latch ]
  %v.91 = load i1, ptr %mask.90
  %v.92 = add i64 %t, 4843621399236968448
  %v.93 = bitcast i64 %v.92 to double
  %v.94 = fsub double %v.93, 0x4338000000000000
  %v.95 = fcmp olt double %v.94, 0x4008000000000000
  %v.96 = and i1 %v.91, %v.95
  store i1 %v.96, ptr %mask.90
  %v.97 = icmp slt i64 %while.89.i, 4
  %v.98 = and i1 %v.96, %v.97
  br i1 %v.98, label %while.89.body, label %while.89.end
while.89.body:
  %v.99 = add i64 %t, 4843621399236968448
  %v.100 = bitcast i64 %v.99 to double
  %v.101 = fsub double %v.100, 0x4338000000000000
  %v.102 = fadd double %v.101, 0x3FE0000000000000
  store double %v.102, ptr %cell.22
  br label %while.89.latch
while.89.latch:
  %while.89.next = add nuw nsw i64 %while.89.i, 1
  br label %while.89.head
while.89.end:
  %v.103 = mul i64 %t, 8
  %v.104 = add i64 %v.103, 1152
  %v.105 = getelementptr i8, ptr %block, i64 %v.104
  %v.106 = load double, ptr %v.105, align 8
  store double %v.106, ptr %cell.22
  %v.107 = icmp eq i64 %t, 4
  store i1 %v.107, ptr %cell.18
  %v.108 = load i1, ptr %cell.18
  %v.109 = xor i1 %v.108, true
  %v.110 = and i1 %v.63, %v.109
  store i1 %v.110, ptr %live.28
  %v.111 = getelementptr i64, ptr %ticks.35, i64 %lane
  %v.112 = load i64, ptr %v.111
  %v.113 = add i64 %v.112, 1
  %v.114 = mul i64 %v.113, %stride
  %v.115 = getelementptr i8, ptr %rows, i64 %v.114
  %v.116 = load i1, ptr %cell.18
  %v.117 = select i1 %v.116, double 0x3FF0000000000000, double 0x0000000000000000
  store double %v.117, ptr %scratch.36
  %v.118 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.119 = load double, ptr %v.118
  store double %v.119, ptr %v.115
  %v.120 = load double, ptr %cell.22
  store double %v.120, ptr %scratch.36
  %v.121 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.122 = load double, ptr %v.121
  %v.123 = getelementptr i8, ptr %v.115, i64 8
  store double %v.122, ptr %v.123
  %v.124 = load i64, ptr %cell.25
  %v.125 = add i64 %v.124, 4843621399236968448
  %v.126 = bitcast i64 %v.125 to double
  %v.127 = fsub double %v.126, 0x4338000000000000
  store double %v.127, ptr %scratch.36
  %v.128 = getelementptr double, ptr %scratch.36, i64 %lane
  %v.129 = load double, ptr %v.128
  %v.130 = getelementptr i8, ptr %v.115, i64 16
  store double %v.129, ptr %v.130
  %v.131 = getelementptr i8, ptr %v.115, i64 24
  br label %elements.132.start
elements.132.start:
  br label %elements.132.body
elements.132.body:
  %elements.132.i = phi i64 [ 0, %elements.132.start ], [ %elements.132.next, %elements.132.body ]
  %v.133 = mul i64 %elements.132.i, 1
  %v.134 = add i64 %v.133, %lane
  %v.135 = mul i64 %v.134, 8
  %v.136 = add i64 %v.135, 1024
  %v.137 = getelementptr i8, ptr %work, i64 %v.136
  %v.138 = load double, ptr %v.137
  %v.139 = mul i64 %elements.132.i, 8
  %v.140 = getelementptr i8, ptr %v.131, i64 %v.139
  store double %v.138, ptr %v.140
  %elements.132.next = add nuw nsw i64 %elements.132.i, 1
  %v.141 = icmp slt i64 %elements.132.next, 4
  br i1 %v.141, label %elements.132.body, label %elements.132.end
elements.132.end:
  %v.142 = load i64, ptr %ticks.35
  %v.143 = add i64 %v.142, 1
  %v.144 = select i1 %v.63, i64 %v.143, i64 %v.142
  store i64 %v.144, ptr %ticks.35
  br label %tick.end
tick.end:
  %t.next = add nuw nsw i64 %t, 1
  br label %tick
score:
  %v.145 = load double, ptr %cell.22
  store double %v.145, ptr %results, align 8
  %v.146 = getelementptr i64, ptr %ticks.35, i64 %lane
  %v.147 = load i64, ptr %v.146
  ret i64 %v.147
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
