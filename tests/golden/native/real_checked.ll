
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

define double @kernel(ptr %arguments) nounwind {
  %v.1 = getelementptr inbounds i64, ptr %arguments, i64 0
  %v.2 = load double, ptr %v.1
  %v.3 = getelementptr inbounds i64, ptr %arguments, i64 1
  %v.4 = load i64, ptr %v.3
  %v.5 = call i64 @mode.enter()
  %v.6 = call double @"tests.native.printed_kernels.real"(double %v.2, i64 %v.4)
  call void @mode.leave(i64 %v.5)
  ret double %v.6
}

define internal double @"tests.native.printed_kernels.real"(double %x, i64 %a) nounwind {
  %x.1 = alloca double
  store double %x, ptr %x.1
  %a.2 = alloca i64
  store i64 %a, ptr %a.2
  %y.27 = alloca double
  %v.3 = load double, ptr %x.1
  %v.4 = fadd double %v.3, 0x3FE0000000000000
  %v.5 = load i64, ptr %a.2
  %v.6 = sitofp i64 %v.5 to double
  %v.7 = fmul double %v.4, %v.6
  %v.8 = load double, ptr %x.1
  %v.9 = fdiv double %v.8, 0x4008000000000000
  %v.10 = fsub double %v.7, %v.9
  %v.11 = load double, ptr %x.1
  %v.12 = call double @llvm.fabs.f64(double %v.11)
  %v.13 = call double @llvm.sqrt.f64(double %v.12)
  %v.14 = fadd double %v.10, %v.13
  %v.15 = load double, ptr %x.1
  %v.16 = fcmp olt double 0x4000000000000000, %v.15
  %v.17 = select i1 %v.16, double 0x4000000000000000, double %v.15
  %v.18 = fsub double %v.14, %v.17
  %v.19 = load double, ptr %x.1
  %v.20 = fcmp ogt double 0xBFF0000000000000, %v.19
  %v.21 = select i1 %v.20, double 0xBFF0000000000000, double %v.19
  %v.22 = fadd double %v.18, %v.21
  %v.23 = fadd double %v.22, 0x3FF8000000000000
  %v.24 = load double, ptr %x.1
  %v.25 = fneg double %v.24
  %v.26 = fsub double %v.23, %v.25
  store double %v.26, ptr %y.27
  %v.28 = load double, ptr %y.27
  %v.29 = bitcast double %v.28 to i64
  %v.30 = bitcast i64 %v.29 to double
  %v.31 = load i64, ptr %a.2
  %v.32 = sitofp i64 %v.31 to double
  %v.33 = fadd double %v.30, %v.32
  %v.34 = load double, ptr %y.27
  %v.35 = call double @llvm.floor.f64(double %v.34)
  %v.36 = fptosi double %v.35 to i64
  %v.37 = sitofp i64 %v.36 to double
  %v.38 = fadd double %v.33, %v.37
  %v.39 = load double, ptr %y.27
  %v.40 = fptosi double %v.39 to i64
  %v.41 = sitofp i64 %v.40 to double
  %v.42 = fadd double %v.38, %v.41
  %v.43 = fadd double %v.42, 0x3FF0000000000000
  ret double %v.43
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
