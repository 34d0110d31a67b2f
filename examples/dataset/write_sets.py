"""Write iris.csv and digits.csv from the sets that scikit-learn brings, which is all that this needs.

    python -m pip install scikit-learn
    python examples/dataset/write_sets.py

iris: R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7 (1936) 179-188; 150
flowers of three species. digits: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
Learning Repository (1998), CC BY 4.0; the 1,797 images of its test set, 8 by 8 pixels from 0 to 16.
"""

import csv
from pathlib import Path

from sklearn.datasets import load_digits, load_iris

HERE = Path(__file__).parent


def write(name: str, header: list[str], rows: list[list[object]]) -> None:
    """Write a table beside this file."""
    with (HERE / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def main() -> None:
    """Write both."""
    iris = load_iris()
    species = [str(iris.target_names[kind]) for kind in iris.target]
    rows = [[*map(float, flower), kind] for flower, kind in zip(iris.data, species, strict=True)]
    write("iris.csv", ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"], rows)
    digits = load_digits()
    pixels = [f"pixel_{row}_{column}" for row in range(8) for column in range(8)]
    images = [[*map(int, image), int(digit)] for image, digit in zip(digits.data, digits.target, strict=True)]
    write("digits.csv", [*pixels, "digit"], images)


if __name__ == "__main__":
    main()
