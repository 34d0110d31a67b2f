"""Data files: CSV tables of entities, maps of walls."""

from hypothesis import given
from hypothesis import strategies as st

from quale.language.scope.suggest import distance, hint, nearest
from quale.model.model import world_task
from tests.language.checking import model, program, told

ROUTE = """topology: route  length: 10 km
  entity stone { properties { position: km, hot: bool, size: int } }
  entity gem { properties { position: km }  spawn: 2 }
  import entities from "a.csv"
  import entities from "b.csv"
"""
GRID = """topology: grid(4, 3)  walls: "map.txt"
  entity gem { spawn: 1 }
"""


def test_rows_stand_in_the_order_of_the_files_before_drawn_entities() -> None:
    first = b"type,size,position,hot\r\nstone,3,1.5,true\r\n\r\ngem,,2,\r\nstone,-1,1e1,0\r\n"
    second = '\ufeff"kind", "position" ,hot,size\n"stone","4",1, 7'.encode()
    stone, gem = world_task(model(program(world=ROUTE), a_csv=first, b_csv=second)).world.kinds
    assert stone.rows == ((1.5, 1.0, 3.0), (10.0, 0.0, -1.0), (4.0, 1.0, 7.0))
    assert gem.rows == ((2.0,),)
    assert (stone.capacity, gem.capacity) == (3, 3)


def test_a_kind_needs_only_its_own_columns() -> None:
    checked = model(program(world=ROUTE), a_csv=b"type,position\ngem,1\n", b_csv=b"type,position,hot,size\nstone,1,1,1")
    assert [len(kind.rows) for kind in world_task(checked).world.kinds] == [1, 1]


def test_an_error_in_one_file_hides_none_in_another() -> None:
    messages = told(program(world=ROUTE), a_csv=b"type,position\ngem,x\n", b_csv=b"type,position\ngem,y\n")
    assert messages == ["`x` is no number", "`y` is no number"]


def test_quotes_keep_commas_and_quotes() -> None:
    messages = told(program(world=ROUTE), a_csv=b'type,position\ngem,"1,5"\ngem,"""2"\n', b_csv=b"type,position\n")
    assert messages == ["`1,5` is no number", '`"2` is no number']


def test_a_map_draws_the_walls() -> None:
    checked = model(program(world=GRID), map_txt=b"####\r\n#. #\r\n..##\r\n")
    assert world_task(checked).world.walls == (
        (True, True, True, True),
        (True, False, False, True),
        (False, False, True, True),
    )


def test_a_map_has_the_size_of_the_grid() -> None:
    assert told(program(world=GRID), map_txt=b"####\n####\n") == ["the map has 2 lines"]


def test_the_nearest_name_is_guessed() -> None:
    known = ["hunger", "health", "happy"]
    assert nearest("hungr", known) == "hunger"
    assert nearest("Heatlh", known) == "health"
    assert nearest("zebra", known) is None
    assert nearest("", known) is None
    assert hint("hapy", known) == "did you mean `happy`?"
    assert hint("x", []) == ""


@given(st.text(max_size=8), st.text(max_size=8))
def test_edits_are_counted_the_same_both_ways(a: str, b: str) -> None:
    assert distance(a, b) == distance(b, a)
    assert (distance(a, b) == 0) == (a == b)
    assert distance(a, b) <= max(len(a), len(b))
