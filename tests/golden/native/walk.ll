
declare double @llvm.sqrt.f64(double)
declare double @llvm.floor.f64(double)
declare double @llvm.fabs.f64(double)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare i64 @mode.enter()
declare void @mode.leave(i64)

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
  %h.21 = getelementptr inbounds i64, ptr %one, i64 11
  %h.22 = load ptr, ptr %h.21, !invariant.load !0
  %h.23 = getelementptr inbounds i64, ptr %one, i64 12
  %h.24 = load i64, ptr %h.23, !invariant.load !0
  %h.31 = getelementptr inbounds i64, ptr %one, i64 13
  %h.32 = load ptr, ptr %h.31, !invariant.load !0
  %h.33 = getelementptr inbounds i64, ptr %one, i64 14
  %h.34 = load i64, ptr %h.33, !invariant.load !0
  %h.38 = getelementptr inbounds i64, ptr %one, i64 15
  %h.39 = load ptr, ptr %h.38, !invariant.load !0
  %h.40 = getelementptr inbounds i64, ptr %one, i64 16
  %h.41 = load i64, ptr %h.40, !invariant.load !0
  %h.44 = getelementptr inbounds i64, ptr %one, i64 1
  %h.46 = getelementptr inbounds i64, ptr %one, i64 0
  %h.47 = load i64, ptr %h.46, !invariant.load !0
  %h.50 = getelementptr inbounds i64, ptr %one, i64 5
  %h.51 = load ptr, ptr %h.50, !invariant.load !0
  %h.52 = getelementptr inbounds i64, ptr %one, i64 6
  %h.53 = load i64, ptr %h.52, !invariant.load !0
  %h.59 = getelementptr inbounds i64, ptr %one, i64 7
  %h.60 = load ptr, ptr %h.59, !invariant.load !0
  %h.61 = getelementptr inbounds i64, ptr %one, i64 8
  %h.62 = load i64, ptr %h.61, !invariant.load !0
  %h.75 = getelementptr inbounds i64, ptr %h.44, i64 0
  %h.76 = load ptr, ptr %h.75, !invariant.load !0
  %h.77 = getelementptr inbounds i64, ptr %h.44, i64 1
  %h.78 = load i64, ptr %h.77, !invariant.load !0
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
  %v.18 = getelementptr inbounds i16, ptr %h.15, i64 0
  %v.19 = load i16, ptr %v.18, !tbaa !8
  %v.20 = sext i16 %v.19 to i64
  %v.25 = getelementptr inbounds i8, ptr %h.22, i64 0
  %v.26 = load i8, ptr %v.25, !tbaa !10
  %v.27 = zext i8 %v.26 to i64
  %v.28 = add i64 %v.20, %v.27
  %v.29 = getelementptr inbounds i16, ptr %h.15, i64 0
  %v.30 = trunc i64 %v.28 to i16
  store i16 %v.30, ptr %v.29, !tbaa !8
  %v.35 = getelementptr inbounds i64, ptr %h.32, i64 0
  %v.36 = load i64, ptr %v.35, !tbaa !12
  %v.37 = icmp sgt i64 %v.36, 7
  %v.42 = getelementptr inbounds i8, ptr %h.39, i64 1
  %v.43 = zext i1 %v.37 to i8
  store i8 %v.43, ptr %v.42, !tbaa !14
  br label %b.4
b.4:
  %v.45 = call double @"tests.native.printed_kernels.spend"(ptr %h.44, i64 2)
  %v.48 = call double @"tests.native.printed_kernels.spend"(ptr %h.44, i64 %h.47)
  %v.49 = fadd double %v.45, %v.48
  %v.54 = getelementptr inbounds double, ptr %h.51, i64 1
  store double %v.49, ptr %v.54, !tbaa !2
  %v.55 = getelementptr inbounds double, ptr %h.51, i64 0
  store double 0x4008000000000000, ptr %v.55, !tbaa !2
  %v.56 = getelementptr inbounds i8, ptr %h.39, i64 0
  %v.57 = load i8, ptr %v.56, !tbaa !14
  %v.58 = trunc i8 %v.57 to i1
  %v.63 = getelementptr inbounds i64, ptr %h.60, i64 0
  %v.64 = zext i1 %v.58 to i64
  store i64 %v.64, ptr %v.63, !tbaa !4
  %v.65 = sub i64 %road.length, 1
  %v.66 = getelementptr inbounds double, ptr %h.51, i64 1
  %v.67 = getelementptr inbounds double, ptr %road, i64 0
  %v.68 = mul i64 %v.65, 8
  call void @llvm.memmove.p0.p0.i64(ptr %v.66, ptr %v.67, i64 %v.68, i1 false)
  %v.69 = getelementptr inbounds i8, ptr %h.22, i64 0
  %v.70 = getelementptr inbounds i8, ptr %h.22, i64 1
  %v.71 = mul i64 2, 1
  call void @llvm.memmove.p0.p0.i64(ptr %v.69, ptr %v.70, i64 %v.71, i1 false)
  %v.72 = getelementptr inbounds i16, ptr %h.15, i64 0
  %v.73 = getelementptr inbounds i16, ptr %h.15, i64 1
  %v.74 = mul i64 2, 2
  call void @llvm.memmove.p0.p0.i64(ptr %v.72, ptr %v.73, i64 %v.74, i1 false)
  %v.79 = getelementptr inbounds i32, ptr %h.76, i64 0
  %v.80 = getelementptr inbounds i32, ptr %h.76, i64 1
  %v.81 = mul i64 2, 4
  call void @llvm.memmove.p0.p0.i64(ptr %v.79, ptr %v.80, i64 %v.81, i1 false)
  ret void
}

define internal double @"tests.native.printed_kernels.spend"(ptr %purse, i64 %coin) nounwind {
  %coin.1 = alloca i64
  store i64 %coin, ptr %coin.1
  %h.2 = getelementptr inbounds i64, ptr %purse, i64 0
  %h.3 = load ptr, ptr %h.2, !invariant.load !0
  %h.4 = getelementptr inbounds i64, ptr %purse, i64 1
  %h.5 = load i64, ptr %h.4, !invariant.load !0
  %left.18 = alloca i64
  %h.20 = getelementptr inbounds i64, ptr %purse, i64 2
  %h.21 = load double, ptr %h.20, !invariant.load !0
  %v.6 = load i64, ptr %coin.1
  %v.7 = getelementptr inbounds i32, ptr %h.3, i64 %v.6
  %v.8 = load i32, ptr %v.7, !tbaa !6
  %v.9 = sext i32 %v.8 to i64
  %v.10 = sub i64 %v.9, 1
  %v.11 = load i64, ptr %coin.1
  %v.12 = getelementptr inbounds i32, ptr %h.3, i64 %v.11
  %v.13 = trunc i64 %v.10 to i32
  store i32 %v.13, ptr %v.12, !tbaa !6
  %v.14 = load i64, ptr %coin.1
  %v.15 = getelementptr inbounds i32, ptr %h.3, i64 %v.14
  %v.16 = load i32, ptr %v.15, !tbaa !6
  %v.17 = sext i32 %v.16 to i64
  store i64 %v.17, ptr %left.18
  %v.19 = load i64, ptr %left.18
  %v.22 = sitofp i64 %v.19 to double
  %v.23 = fmul double %v.22, %h.21
  ret double %v.23
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
