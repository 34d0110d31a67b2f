declare i64 @mode.enter()

declare void @mode.leave(i64)

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

declare i64 @llvm.smin.i64(i64, i64)

declare double @llvm.fabs.f64(double)

define internal double @quale.numeric.exponential.tanh.1(double %p0) #1 {
entry:
  %v.1 = call double @llvm.fabs.f64(double %p0)
  %v.2 = fcmp ogt double %v.1, 0x4034000000000000
  %v.3 = select i1 %v.2, double 0x4034000000000000, double %v.1
  %v.4 = fmul double %v.3, 0x40071547652B82FE
  %v.5 = fadd double %v.4, 0x4338000000000000
  %v.6 = fsub double %v.5, 0x4338000000000000
  %v.7 = fmul double %v.6, 0x3FD62E42FEFA0000
  %v.8 = fsub double %v.3, %v.7
  %v.9 = fmul double %v.6, 0x3D6CF79ABC9E3B3A
  %v.10 = fsub double %v.8, %v.9
  %v.11 = fmul double %v.10, %v.10
  %v.12 = fmul double %v.10, %v.11
  %v.13 = fmul double 0x3F5153B85C3DCBC9, %v.11
  %v.14 = fadd double 0x3FBC712537BD9CE9, %v.13
  %v.15 = fmul double %v.12, %v.14
  %v.16 = fadd double %v.10, %v.15
  %v.17 = fmul double 0x3F9040010EACF855, %v.11
  %v.18 = fadd double 0x3FDC719EA344BC84, %v.17
  %v.19 = fmul double %v.11, %v.18
  %v.20 = fadd double 0x3FF0000000000000, %v.19
  %v.21 = bitcast double %v.5 to i64
  %v.22 = sub i64 %v.21, 4843621399236968448
  %v.23 = add i64 %v.22, 1023
  %v.24 = shl i64 %v.23, 52
  %v.25 = bitcast i64 %v.24 to double
  %v.26 = fsub double %v.25, 0x3FF0000000000000
  %v.27 = fadd double %v.25, 0x3FF0000000000000
  %v.28 = fmul double %v.26, %v.20
  %v.29 = fmul double %v.27, %v.16
  %v.30 = fadd double %v.28, %v.29
  %v.31 = fmul double %v.27, %v.20
  %v.32 = fmul double %v.26, %v.16
  %v.33 = fadd double %v.31, %v.32
  %v.34 = fdiv double %v.30, %v.33
  %v.35 = fcmp ogt double %v.34, 0x3FF0000000000000
  %v.36 = select i1 %v.35, double 0x3FF0000000000000, double %v.34
  %v.37 = bitcast double %v.36 to i64
  %v.38 = bitcast double %p0 to i64
  %v.39 = and i64 %v.38, -9223372036854775808
  %v.40 = or i64 %v.37, %v.39
  %v.41 = bitcast i64 %v.40 to double
  ret double %v.41
}

define internal double @quale.numeric.exponential.sigmoid.1(double %p0) #1 {
entry:
  %v.1 = fcmp ogt double %p0, 0x4054000000000000
  %v.2 = select i1 %v.1, double 0x4054000000000000, double %p0
  %v.3 = fcmp olt double %v.2, 0xC0862E6666666666
  %v.4 = select i1 %v.3, double 0xC0862E6666666666, double %v.2
  %v.5 = fmul double 0x3FE0000000000000, %v.4
  %v.6 = fmul double %v.5, 0x40071547652B82FE
  %v.7 = fadd double %v.6, 0x4338000000000000
  %v.8 = fsub double %v.7, 0x4338000000000000
  %v.9 = fmul double %v.8, 0x3FD62E42FEFA0000
  %v.10 = fsub double %v.5, %v.9
  %v.11 = fmul double %v.8, 0x3D6CF79ABC9E3B3A
  %v.12 = fsub double %v.10, %v.11
  %v.13 = fmul double %v.12, %v.12
  %v.14 = fmul double %v.12, %v.13
  %v.15 = fmul double 0x3F5153B85C3DCBC9, %v.13
  %v.16 = fadd double 0x3FBC712537BD9CE9, %v.15
  %v.17 = fmul double %v.14, %v.16
  %v.18 = fadd double %v.12, %v.17
  %v.19 = fmul double 0x3F9040010EACF855, %v.13
  %v.20 = fadd double 0x3FDC719EA344BC84, %v.19
  %v.21 = fmul double %v.13, %v.20
  %v.22 = fadd double 0x3FF0000000000000, %v.21
  %v.23 = bitcast double %v.7 to i64
  %v.24 = sub i64 %v.23, 4843621399236968448
  %v.25 = fadd double %v.22, %v.18
  %v.26 = sub i64 0, %v.24
  %v.27 = add i64 %v.26, 1023
  %v.28 = shl i64 %v.27, 52
  %v.29 = bitcast i64 %v.28 to double
  %v.30 = fsub double %v.22, %v.18
  %v.31 = fmul double %v.29, %v.30
  %v.32 = fadd double %v.25, %v.31
  %v.33 = fdiv double %v.25, %v.32
  ret double %v.33
}

define internal double @quale.numeric.activations._relu.1(double %p0) #1 {
entry:
  %v.1 = fcmp ogt double %p0, 0x0000000000000000
  %v.2 = select i1 %v.1, double %p0, double 0x0000000000000000
  ret double %v.2
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

define internal double @quale.numeric.activations._gauss.1(double %p0) #1 {
entry:
  %v.1 = fmul double %p0, %p0
  %v.2 = fneg double %v.1
  %v.3 = fcmp ogt double %v.2, 0x4086300000000000
  %v.4 = select i1 %v.3, double 0x4086300000000000, double %v.2
  %v.5 = fcmp olt double %v.4, 0xC087500000000000
  %v.6 = select i1 %v.5, double 0xC087500000000000, double %v.4
  %v.7 = fmul double %v.6, 0x3FF71547652B82FE
  %v.8 = fadd double %v.7, 0x4338000000000000
  %v.9 = fsub double %v.8, 0x4338000000000000
  %v.10 = fmul double %v.9, 0x3FE62E42FEFA0000
  %v.11 = fsub double %v.6, %v.10
  %v.12 = fmul double %v.9, 0x3D7CF79ABC9E3B3A
  %v.13 = fsub double %v.11, %v.12
  %v.14 = fadd double %v.13, 0x0000000000000000
  %v.15 = fmul double %v.14, %v.14
  %v.16 = fmul double 0x3FC5555555555556, %v.14
  %v.17 = fadd double 0x3FE0000000000001, %v.16
  %v.18 = fmul double 0x3F811111111109A6, %v.14
  %v.19 = fadd double 0x3FA5555555553D37, %v.18
  %v.20 = fmul double 0x3F2A01A01A7CEBCD, %v.14
  %v.21 = fadd double 0x3F56C16C1789D1D7, %v.20
  %v.22 = fmul double 0x3EC71DE0D85293B8, %v.14
  %v.23 = fadd double 0x3EFA019B8CA26FCF, %v.22
  %v.24 = fmul double 0x3E5AF390BA7E6F47, %v.14
  %v.25 = fadd double 0x3E92891D4FFBB0F9, %v.24
  %v.26 = fmul double %v.14, %v.14
  %v.27 = fmul double %v.19, %v.26
  %v.28 = fadd double %v.17, %v.27
  %v.29 = fmul double %v.23, %v.26
  %v.30 = fadd double %v.21, %v.29
  %v.31 = fmul double %v.26, %v.26
  %v.32 = fmul double %v.30, %v.31
  %v.33 = fadd double %v.28, %v.32
  %v.34 = fmul double %v.31, %v.31
  %v.35 = fmul double %v.25, %v.34
  %v.36 = fadd double %v.33, %v.35
  %v.37 = fmul double %v.15, %v.36
  %v.38 = fadd double %v.14, %v.37
  %v.39 = fadd double 0x3FF0000000000000, %v.38
  %v.40 = bitcast double %v.8 to i64
  %v.41 = sub i64 %v.40, 4843621399236968448
  %v.42 = ashr i64 %v.41, 1
  %v.43 = add i64 %v.42, 1023
  %v.44 = shl i64 %v.43, 52
  %v.45 = bitcast i64 %v.44 to double
  %v.46 = fmul double %v.39, %v.45
  %v.47 = sub i64 %v.41, %v.42
  %v.48 = add i64 %v.47, 1023
  %v.49 = shl i64 %v.48, 52
  %v.50 = bitcast i64 %v.49 to double
  %v.51 = fmul double %v.46, %v.50
  ret double %v.51
}

define internal double @quale.numeric.activations._identity.1(double %p0) #1 {
entry:
  ret double %p0
}

define internal double @quale.numeric.activations._absolute.1(double %p0) #1 {
entry:
  %v.1 = call double @llvm.fabs.f64(double %p0)
  ret double %v.1
}

define internal double @quale.numeric.activations._step.1(double %p0) #1 {
entry:
  %v.1 = fcmp ogt double %p0, 0x0000000000000000
  %v.2 = select i1 %v.1, double 0x3FF0000000000000, double 0x0000000000000000
  ret double %v.2
}

define internal double @quale.numeric.activations._neat_sigmoid.1(double %p0) #1 {
entry:
  %v.1 = fmul double 0x401399999999999A, %p0
  %v.2 = fcmp ogt double %v.1, 0x4054000000000000
  %v.3 = select i1 %v.2, double 0x4054000000000000, double %v.1
  %v.4 = fcmp olt double %v.3, 0xC0862E6666666666
  %v.5 = select i1 %v.4, double 0xC0862E6666666666, double %v.3
  %v.6 = fmul double 0x3FE0000000000000, %v.5
  %v.7 = fmul double %v.6, 0x40071547652B82FE
  %v.8 = fadd double %v.7, 0x4338000000000000
  %v.9 = fsub double %v.8, 0x4338000000000000
  %v.10 = fmul double %v.9, 0x3FD62E42FEFA0000
  %v.11 = fsub double %v.6, %v.10
  %v.12 = fmul double %v.9, 0x3D6CF79ABC9E3B3A
  %v.13 = fsub double %v.11, %v.12
  %v.14 = fmul double %v.13, %v.13
  %v.15 = fmul double %v.13, %v.14
  %v.16 = fmul double 0x3F5153B85C3DCBC9, %v.14
  %v.17 = fadd double 0x3FBC712537BD9CE9, %v.16
  %v.18 = fmul double %v.15, %v.17
  %v.19 = fadd double %v.13, %v.18
  %v.20 = fmul double 0x3F9040010EACF855, %v.14
  %v.21 = fadd double 0x3FDC719EA344BC84, %v.20
  %v.22 = fmul double %v.14, %v.21
  %v.23 = fadd double 0x3FF0000000000000, %v.22
  %v.24 = bitcast double %v.8 to i64
  %v.25 = sub i64 %v.24, 4843621399236968448
  %v.26 = fadd double %v.23, %v.19
  %v.27 = sub i64 0, %v.25
  %v.28 = add i64 %v.27, 1023
  %v.29 = shl i64 %v.28, 52
  %v.30 = bitcast i64 %v.29 to double
  %v.31 = fsub double %v.23, %v.19
  %v.32 = fmul double %v.30, %v.31
  %v.33 = fadd double %v.26, %v.32
  %v.34 = fdiv double %v.26, %v.33
  ret double %v.34
}

define internal void @update(ptr %before, ptr %after, ptr noalias readonly %networks, i64 %first, i64 %last) #2 {
entry:
  %v.1 = getelementptr i8, ptr %networks, i64 8
  %v.2 = load ptr, ptr %v.1, align 8
  %v.3 = getelementptr i8, ptr %networks, i64 16
  %v.4 = load ptr, ptr %v.3, align 8
  %v.5 = getelementptr i8, ptr %networks, i64 24
  %v.6 = load ptr, ptr %v.5, align 8
  %v.7 = getelementptr i8, ptr %networks, i64 32
  %v.8 = load ptr, ptr %v.7, align 8
  %v.9 = getelementptr i8, ptr %networks, i64 40
  %v.10 = load ptr, ptr %v.9, align 8
  %v.11 = getelementptr i8, ptr %networks, i64 48
  %v.12 = load ptr, ptr %v.11, align 8
  %any = icmp slt i64 %first, %last
  br i1 %any, label %step, label %done
step:
  %e = phi i64 [ %first, %entry ], [ %e.next, %activated ]
  %e.next = add i64 %e, 1
  %v.13 = getelementptr double, ptr %v.4, i64 %e
  %v.14 = load double, ptr %v.13
  %v.15 = getelementptr i64, ptr %v.8, i64 %e
  %v.16 = load i64, ptr %v.15
  %v.17 = getelementptr i64, ptr %v.8, i64 %e.next
  %v.18 = load i64, ptr %v.17
  %v.19 = getelementptr i32, ptr %v.6, i64 %e
  %v.20 = load i32, ptr %v.19
  %v.21 = sext i32 %v.20 to i64
  %v.22 = getelementptr i32, ptr %v.2, i64 %e
  %v.23 = load i32, ptr %v.22
  %v.24 = sext i32 %v.23 to i64
  %linked = icmp slt i64 %v.16, %v.18
  br i1 %linked, label %link, label %sum
link:
  %k = phi i64 [ %v.16, %step ], [ %k.next, %link ]
  %partial = phi double [ %v.14, %step ], [ %total, %link ]
  %v.25 = getelementptr i32, ptr %v.10, i64 %k
  %v.26 = load i32, ptr %v.25
  %v.27 = sext i32 %v.26 to i64
  %v.28 = getelementptr double, ptr %v.12, i64 %k
  %v.29 = load double, ptr %v.28
  %v.30 = mul i64 %v.27, 8
  %v.31 = getelementptr i8, ptr %before, i64 %v.30
  %v.32 = load double, ptr %v.31, align 8
  %v.33 = fmul double %v.29, %v.32
  %total = fadd double %partial, %v.33
  %k.next = add i64 %k, 1
  %more = icmp slt i64 %k.next, %v.18
  br i1 %more, label %link, label %sum
sum:
  %x = phi double [ %v.14, %step ], [ %total, %link ]
  switch i64 %v.21, label %activate0 [ i64 1, label %activate1 i64 2, label %activate2 i64 3, label %activate3 i64 4, label %activate4 i64 5, label %activate5 i64 6, label %activate6 i64 7, label %activate7 i64 8, label %activate8 ]
activate0:
  %v.34 = call double @quale.numeric.exponential.tanh.1(double %x) alwaysinline
  br label %activated
activate1:
  %v.35 = call double @quale.numeric.exponential.sigmoid.1(double %x) alwaysinline
  br label %activated
activate2:
  %v.36 = call double @quale.numeric.activations._relu.1(double %x) alwaysinline
  br label %activated
activate3:
  %v.37 = call double @quale.numeric.trigonometry.sin.1(double %x) alwaysinline
  br label %activated
activate4:
  %v.38 = call double @quale.numeric.activations._gauss.1(double %x) alwaysinline
  br label %activated
activate5:
  %v.39 = call double @quale.numeric.activations._identity.1(double %x) alwaysinline
  br label %activated
activate6:
  %v.40 = call double @quale.numeric.activations._absolute.1(double %x) alwaysinline
  br label %activated
activate7:
  %v.41 = call double @quale.numeric.activations._step.1(double %x) alwaysinline
  br label %activated
activate8:
  %v.42 = call double @quale.numeric.activations._neat_sigmoid.1(double %x) alwaysinline
  br label %activated
activated:
  %v.43 = phi double [ %v.34, %activate0 ], [ %v.35, %activate1 ], [ %v.36, %activate2 ], [ %v.37, %activate3 ], [ %v.38, %activate4 ], [ %v.39, %activate5 ], [ %v.40, %activate6 ], [ %v.41, %activate7 ], [ %v.42, %activate8 ]
  %v.44 = mul i64 %v.24, 8
  %v.45 = getelementptr i8, ptr %after, i64 %v.44
  store double %v.43, ptr %v.45, align 8
  %again = icmp slt i64 %e.next, %last
  br i1 %again, label %step, label %done
done:
  ret void
}

define internal void @read(ptr %rows, i64 %columns, i64 %last, ptr %values) #0 {
entry:
  %v.1 = mul i64 %columns, 8
  br label %head
head:
  %any = icmp slt i64 0, %columns
  br i1 %any, label %column, label %done
column:
  %c = phi i64 [ 0, %head ], [ %c.next, %column ]
  %v.2 = mul i64 %c, 8
  %v.3 = getelementptr i8, ptr %values, i64 %v.2
  %v.4 = mul i64 %c, 8
  %v.5 = getelementptr i8, ptr %rows, i64 %v.4
  %v.6 = load double, ptr %v.5, align 8
  store double %v.6, ptr %v.3, align 8
  %c.next = add nuw nsw i64 %c, 1
  %more = icmp slt i64 %c.next, %columns
  br i1 %more, label %column, label %done
done:
  ret void
}

define internal void @write(ptr %rows, i64 %columns, i64 %last, ptr %values) #0 {
entry:
  %v.1 = mul i64 %columns, 8
  br label %head
head:
  %any = icmp slt i64 0, %columns
  br i1 %any, label %column, label %done
column:
  %c = phi i64 [ 0, %head ], [ %c.next, %column ]
  %v.2 = mul i64 %c, 8
  %v.3 = getelementptr i8, ptr %values, i64 %v.2
  %v.4 = mul i64 %c, 8
  %v.5 = getelementptr i8, ptr %rows, i64 %v.4
  %v.6 = load double, ptr %v.3, align 8
  store double %v.6, ptr %v.5, align 8
  %c.next = add nuw nsw i64 %c, 1
  %more = icmp slt i64 %c.next, %columns
  br i1 %more, label %column, label %done
done:
  ret void
}

define internal void @update.all(ptr %values, ptr %copy, i64 %size, ptr %networks, i64 %first, i64 %last, i64 %updates) #0 {
entry:
  call void @llvm.memcpy.p0.p0.i64(ptr %copy, ptr %values, i64 %size, i1 false)
  %bit = and i64 %updates, 1
  %odd = icmp ne i64 %bit, 0
  %first.before = select i1 %odd, ptr %copy, ptr %values
  %first.after = select i1 %odd, ptr %values, ptr %copy
  br label %again
again:
  %u = phi i64 [ 0, %entry ], [ %u.next, %again ]
  %before = phi ptr [ %first.before, %entry ], [ %after, %again ]
  %after = phi ptr [ %first.after, %entry ], [ %before, %again ]
  call void @update(ptr %before, ptr %after, ptr %networks, i64 %first, i64 %last)
  %u.next = add nuw nsw i64 %u, 1
  %more = icmp slt i64 %u.next, %updates
  br i1 %more, label %again, label %done
done:
  ret void
}

define void @step(ptr %call) #0 {
entry:
  %mode = call i64 @mode.enter()
  %slice = load ptr, ptr %call, align 8
  %v.1 = getelementptr i8, ptr %call, i64 8
  %rows = load i64, ptr %v.1, align 8
  %v.2 = getelementptr i8, ptr %call, i64 16
  %apart = load i64, ptr %v.2, align 8
  %v.3 = getelementptr i8, ptr %call, i64 24
  %inputs = load ptr, ptr %v.3, align 8
  %v.4 = getelementptr i8, ptr %call, i64 32
  %outputs = load ptr, ptr %v.4, align 8
  %v.5 = getelementptr i8, ptr %call, i64 40
  %memory = load ptr, ptr %v.5, align 8
  %v.6 = getelementptr i8, ptr %call, i64 48
  %work = load ptr, ptr %v.6, align 8
  %networks = load ptr, ptr %slice, align 8
  %v.7 = getelementptr i8, ptr %slice, i64 8
  %begin = load i64, ptr %v.7, align 8
  %v.8 = getelementptr i8, ptr %slice, i64 16
  %end = load i64, ptr %v.8, align 8
  %v.9 = getelementptr i8, ptr %slice, i64 24
  %updates = load i64, ptr %v.9, align 8
  %v.10 = getelementptr i8, ptr %slice, i64 32
  %columns.in = load i64, ptr %v.10, align 8
  %v.11 = getelementptr i8, ptr %slice, i64 40
  %columns.out = load i64, ptr %v.11, align 8
  %v.12 = getelementptr i8, ptr %inputs, i64 16
  %inputs.data = load ptr, ptr %v.12, align 8
  %v.13 = getelementptr i8, ptr %outputs, i64 16
  %outputs.data = load ptr, ptr %v.13, align 8
  %v.14 = load ptr, ptr %networks, align 8
  %v.15 = getelementptr i8, ptr %networks, i64 56
  %v.16 = load ptr, ptr %v.15, align 8
  %recurrent = icmp ne ptr %memory, null
  %genomes.any = icmp slt i64 %begin, %end
  %rows.any = icmp slt i64 0, %rows
  %any = and i1 %genomes.any, %rows.any
  br i1 %any, label %genome, label %done
genome:
  %g = phi i64 [ %begin, %entry ], [ %g.next, %genome.end ]
  %g.in = phi ptr [ %inputs.data, %entry ], [ %g.in.next, %genome.end ]
  %g.out = phi ptr [ %outputs.data, %entry ], [ %out.next, %genome.end ]
  %g.cells = phi ptr [ %memory, %entry ], [ %cells.next, %genome.end ]
  %v.17 = getelementptr i64, ptr %v.14, i64 %g
  %v.18 = load i64, ptr %v.17
  %v.19 = add i64 %g, 1
  %v.20 = getelementptr i64, ptr %v.14, i64 %v.19
  %v.21 = load i64, ptr %v.20
  %v.22 = getelementptr i32, ptr %v.16, i64 %g
  %v.23 = load i32, ptr %v.22
  %v.24 = sext i32 %v.23 to i64
  %v.25 = mul i64 %v.24, 8
  br label %block
block:
  %r = phi i64 [ 0, %genome ], [ %r.next, %block.end ]
  %in = phi ptr [ %g.in, %genome ], [ %in.next, %block.end ]
  %out = phi ptr [ %g.out, %genome ], [ %out.next, %block.end ]
  %cells = phi ptr [ %g.cells, %genome ], [ %cells.next, %block.end ]
  %v.26 = sub i64 %rows, %r
  %v.27 = sub i64 %v.26, 1
  %values = select i1 %recurrent, ptr %cells, ptr %work
  call void @read(ptr %in, i64 %columns.in, i64 %v.27, ptr %values)
  br i1 %recurrent, label %block.recurrent, label %block.forward
block.recurrent:
  call void @update.all(ptr %values, ptr %work, i64 %v.25, ptr %networks, i64 %v.18, i64 %v.21, i64 %updates)
  br label %block.end
block.forward:
  call void @update(ptr %values, ptr %values, ptr %networks, i64 %v.18, i64 %v.21)
  br label %block.end
block.end:
  %v.28 = mul i64 %columns.in, 8
  %v.29 = getelementptr i8, ptr %values, i64 %v.28
  call void @write(ptr %out, i64 %columns.out, i64 %v.27, ptr %v.29)
  %v.30 = call i64 @llvm.smin.i64(i64 %v.26, i64 1)
  %v.31 = mul i64 %v.30, %columns.in
  %v.32 = mul i64 %v.31, 8
  %in.next = getelementptr i8, ptr %in, i64 %v.32
  %v.33 = mul i64 %v.30, %columns.out
  %v.34 = mul i64 %v.33, 8
  %out.next = getelementptr i8, ptr %out, i64 %v.34
  %cells.next = getelementptr i8, ptr %cells, i64 %v.25
  %r.next = add nuw nsw i64 %r, 1
  %r.more = icmp slt i64 %r.next, %rows
  br i1 %r.more, label %block, label %genome.end
genome.end:
  %g.in.next = getelementptr i8, ptr %g.in, i64 %apart
  %g.next = add nsw i64 %g, 1
  %g.more = icmp slt i64 %g.next, %end
  br i1 %g.more, label %genome, label %done
done:
  call void @mode.leave(i64 %mode)
  ret void
}

attributes #0 = { nounwind "no-trapping-math"="true" "prefer-vector-width"="512" }

attributes #1 = { alwaysinline nounwind willreturn memory(none) "prefer-vector-width"="512" }

attributes #2 = { nounwind noinline "prefer-vector-width"="512" }

attributes #3 = { nounwind noinline willreturn memory(none) "prefer-vector-width"="512" }

attributes #4 = { nounwind willreturn memory(argmem: read) "prefer-vector-width"="512" }

attributes #5 = { nounwind willreturn memory(read) "prefer-vector-width"="512" }

attributes #6 = { nounwind noinline optsize }
