
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

@"tests.native.printed_kernels.spend.0" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\34\31\3A\20\70\75\72\73\65\2E\63\6F\69\6E\73\5B\63\6F\69\6E\5D\00"
@"tests.native.printed_kernels.spend.1" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\34\31\3A\20\70\75\72\73\65\2E\63\6F\69\6E\73\5B\63\6F\69\6E\5D\00"
@"tests.native.printed_kernels.spend.2" = private constant [N x i8] c"\70\72\69\6E\74\65\64\5F\6B\65\72\6E\65\6C\73\2E\70\79\3A\34\32\3A\20\70\75\72\73\65\2E\63\6F\69\6E\73\5B\63\6F\69\6E\5D\00"
define internal double @"tests.native.printed_kernels.spend"(ptr %purse, i64 %coin) nounwind {
  %coin.1 = alloca i64
  store i64 %coin, ptr %coin.1
  %h.2 = getelementptr inbounds i64, ptr %purse, i64 0
  %h.3 = load ptr, ptr %h.2, !invariant.load !0
  %h.4 = getelementptr inbounds i64, ptr %purse, i64 1
  %h.5 = load i64, ptr %h.4, !invariant.load !0
  %left.27 = alloca i64
  %h.29 = getelementptr inbounds i64, ptr %purse, i64 2
  %h.30 = load double, ptr %h.29, !invariant.load !0
  %v.6 = load i64, ptr %coin.1
  %v.7 = icmp ult i64 %v.6, %h.5
  br i1 %v.7, label %b.8, label %b.9
b.9:
  call void @outside(ptr @"tests.native.printed_kernels.spend.0", i64 %v.6, i64 %h.5)
  unreachable
b.8:
  %v.10 = getelementptr inbounds i32, ptr %h.3, i64 %v.6
  %v.11 = load i32, ptr %v.10, !tbaa !6
  %v.12 = sext i32 %v.11 to i64
  %v.13 = sub i64 %v.12, 1
  %v.14 = load i64, ptr %coin.1
  %v.15 = icmp ult i64 %v.14, %h.5
  br i1 %v.15, label %b.16, label %b.17
b.17:
  call void @outside(ptr @"tests.native.printed_kernels.spend.1", i64 %v.14, i64 %h.5)
  unreachable
b.16:
  %v.18 = getelementptr inbounds i32, ptr %h.3, i64 %v.14
  %v.19 = trunc i64 %v.13 to i32
  store i32 %v.19, ptr %v.18, !tbaa !6
  %v.20 = load i64, ptr %coin.1
  %v.21 = icmp ult i64 %v.20, %h.5
  br i1 %v.21, label %b.22, label %b.23
b.23:
  call void @outside(ptr @"tests.native.printed_kernels.spend.2", i64 %v.20, i64 %h.5)
  unreachable
b.22:
  %v.24 = getelementptr inbounds i32, ptr %h.3, i64 %v.20
  %v.25 = load i32, ptr %v.24, !tbaa !6
  %v.26 = sext i32 %v.25 to i64
  store i64 %v.26, ptr %left.27
  %v.28 = load i64, ptr %left.27
  %v.31 = sitofp i64 %v.28 to double
  %v.32 = fmul double %v.31, %h.30
  ret double %v.32
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
