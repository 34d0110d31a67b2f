
declare double @llvm.sqrt.f64(double)
declare double @llvm.floor.f64(double)
declare double @llvm.fabs.f64(double)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare i64 @mode.enter()
declare void @mode.leave(i64)

define double @kernel(ptr %arguments) nounwind {
  %h.1 = alloca i64, i64 3
  %v.2 = getelementptr inbounds i64, ptr %arguments, i64 0
  %v.3 = load ptr, ptr %v.2
  %v.4 = getelementptr inbounds i8, ptr %v.3, i64 16
  %v.5 = getelementptr inbounds i8, ptr %v.3, i64 32
  %v.6 = load ptr, ptr %v.5
  %v.7 = load ptr, ptr %v.4
  %v.8 = load i64, ptr %v.6
  %v.9 = getelementptr inbounds i64, ptr %h.1, i64 0
  store ptr %v.7, ptr %v.9
  %v.10 = getelementptr inbounds i64, ptr %h.1, i64 1
  store i64 %v.8, ptr %v.10
  %v.11 = getelementptr inbounds i64, ptr %arguments, i64 1
  %v.12 = load double, ptr %v.11
  %v.13 = getelementptr inbounds i64, ptr %h.1, i64 2
  store double %v.12, ptr %v.13
  %v.14 = getelementptr inbounds i64, ptr %arguments, i64 2
  %v.15 = load i64, ptr %v.14
  %v.16 = call i64 @mode.enter()
  %v.17 = call double @"tests.native.printed_kernels.spend"(ptr %h.1, i64 %v.15)
  call void @mode.leave(i64 %v.16)
  ret double %v.17
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
