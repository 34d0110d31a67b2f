
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
  %v.4 = load i64, ptr %v.3
  %v.5 = call i64 @mode.enter()
  %v.6 = call i64 @"tests.native.printed_kernels.whole"(i64 %v.2, i64 %v.4)
  call void @mode.leave(i64 %v.5)
  ret i64 %v.6
}

define internal i64 @"tests.native.printed_kernels.whole"(i64 %a, i64 %b) nounwind {
  %a.1 = alloca i64
  store i64 %a, ptr %a.1
  %b.2 = alloca i64
  store i64 %b, ptr %b.2
  %v.3 = load i64, ptr %b.2
  %v.4 = load i64, ptr %a.1
  store i64 %v.3, ptr %a.1
  store i64 %v.4, ptr %b.2
  %v.5 = load i64, ptr %a.1
  %v.6 = load i64, ptr %b.2
  %v.7 = add i64 %v.5, %v.6
  %v.8 = mul i64 %v.7, 3
  %v.9 = load i64, ptr %a.1
  %v.10 = srem i64 %v.9, 5
  %v.11 = xor i64 %v.10, 5
  %v.12 = icmp slt i64 %v.11, 0
  %v.13 = icmp ne i64 %v.10, 0
  %v.14 = and i1 %v.12, %v.13
  %v.15 = sdiv i64 %v.9, 5
  %v.16 = sext i1 %v.14 to i64
  %v.17 = add i64 %v.15, %v.16
  %v.18 = sub i64 %v.8, %v.17
  %v.19 = load i64, ptr %b.2
  %v.20 = srem i64 %v.19, 7
  %v.21 = xor i64 %v.20, 7
  %v.22 = icmp slt i64 %v.21, 0
  %v.23 = icmp ne i64 %v.20, 0
  %v.24 = and i1 %v.22, %v.23
  %v.25 = select i1 %v.24, i64 7, i64 0
  %v.26 = add i64 %v.20, %v.25
  %v.27 = add i64 %v.18, %v.26
  %v.28 = load i64, ptr %a.1
  %v.29 = load i64, ptr %b.2
  %v.30 = and i64 %v.28, %v.29
  %v.31 = load i64, ptr %a.1
  %v.32 = xor i64 %v.31, 6
  %v.33 = or i64 %v.30, %v.32
  %v.34 = add i64 %v.27, %v.33
  %v.35 = load i64, ptr %a.1
  %v.36 = shl i64 %v.35, 2
  %v.37 = add i64 %v.34, %v.36
  %v.38 = load i64, ptr %b.2
  %v.39 = ashr i64 %v.38, 1
  %v.40 = add i64 %v.37, %v.39
  %v.41 = load i64, ptr %a.1
  %v.42 = xor i64 %v.41, -1
  %v.43 = sub i64 %v.40, %v.42
  %v.44 = load i64, ptr %b.2
  %v.45 = sub i64 0, %v.44
  %v.46 = sub i64 %v.43, %v.45
  %v.47 = add i64 %v.46, 5
  store i64 %v.47, ptr %a.1
  %v.48 = load i64, ptr %a.1
  %v.49 = load i64, ptr %a.1
  %v.50 = load i64, ptr %b.2
  %v.51 = add i64 %v.50, 1
  %v.52 = zext i64 %v.49 to i128
  %v.53 = zext i64 %v.51 to i128
  %v.54 = mul i128 %v.52, %v.53
  %v.55 = trunc i128 %v.54 to i64
  %v.56 = lshr i64 %v.55, 3
  %v.57 = load i64, ptr %a.1
  %v.58 = load i64, ptr %b.2
  %v.59 = zext i64 %v.57 to i128
  %v.60 = zext i64 %v.58 to i128
  %v.61 = mul i128 %v.59, %v.60
  %v.62 = lshr i128 %v.61, 64
  %v.63 = trunc i128 %v.62 to i64
  %v.64 = add i64 %v.56, %v.63
  %v.65 = add i64 %v.48, %v.64
  store i64 %v.65, ptr %a.1
  %v.66 = load i64, ptr %a.1
  %v.67 = load i64, ptr %b.2
  %v.68 = icmp slt i64 %v.67, %v.66
  %v.69 = select i1 %v.68, i64 %v.67, i64 %v.66
  %v.70 = load i64, ptr %a.1
  %v.71 = sub i64 0, %v.70
  %v.72 = icmp slt i64 %v.70, 0
  %v.73 = select i1 %v.72, i64 %v.71, i64 %v.70
  %v.74 = load i64, ptr %b.2
  %v.75 = icmp sgt i64 %v.74, %v.73
  %v.76 = select i1 %v.75, i64 %v.74, i64 %v.73
  %v.77 = add i64 %v.69, %v.76
  ret i64 %v.77
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
