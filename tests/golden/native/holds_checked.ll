
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
  %v.4 = load double, ptr %v.3
  %v.5 = getelementptr inbounds i64, ptr %arguments, i64 2
  %v.6 = load i64, ptr %v.5
  %v.7 = trunc i64 %v.6 to i1
  %v.8 = call i64 @mode.enter()
  %v.9 = call i1 @"tests.native.printed_kernels.holds"(i64 %v.2, double %v.4, i1 %v.7)
  call void @mode.leave(i64 %v.8)
  %v.10 = zext i1 %v.9 to i64
  ret i64 %v.10
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
