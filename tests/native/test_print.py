"""The IR that kernels become is on file, with and without looks at the ends of arrays; QUALE_GOLDEN=1 rewrites it.

What no result shows is seen here: what is read once, what is told to LLVM about memory, where a look leads.
"""

import os
import re
from pathlib import Path

import pytest

from quale.native.kernel import Kernel, function_of
from quale.native.translate import translate
from tests.native import printed_kernels

GOLDEN = Path(__file__).parents[1] / "golden/native"
KERNELS = [name for name, value in vars(printed_kernels).items() if isinstance(value, Kernel)]


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("name", KERNELS)
def test_the_code_of_a_kernel_is_the_one_on_file(name: str, checked: bool) -> None:
    text = translate(getattr(printed_kernels, name).function, function_of, checked=checked)
    assert (translate(getattr(printed_kernels, name).function, function_of) == text) is not checked
    folder = "".join(f"\\{byte:02X}" for byte in f"{Path(printed_kernels.__file__).parent}/".encode())
    text = re.sub(r"\[\d+ x i8\]", "[N x i8]", text.replace(folder, ""))  # messages name the file's path
    golden = GOLDEN / f"{name}{'_checked' * checked}.ll"
    if os.environ.get("QUALE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
