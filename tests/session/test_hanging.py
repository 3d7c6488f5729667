from __future__ import annotations

from dataclasses import replace

import pytest

from medview.core.study import Kind, Study
from medview.core.volume import Window
from medview.session.hanging import applies, best, fitting, hung
from medview.session.hanging_by_example import protocol_of
from medview.session.hanging_json import shipped
from medview.session.layout import (
    ARRANGEMENTS,
    FOUR_UP,
    Fusion,
    Layout,
    Links,
    Look,
    Projection,
    Slab,
    Tile,
    View,
    first_layout,
)
from medview.session.protocols import Match, Over, Protocol, Rule
from tests.session.hangable import ADAM, images, study, volume

SHIPPED = shipped()


def uids(layout: Layout) -> list[str]:
    return [tile.series for tile in layout.tiles]


def chosen(*studies: Study) -> str:
    found = best(SHIPPED, studies, studies[0])
    return found.name if found is not None else ""


def laid(*studies: Study) -> Layout:
    found = best(SHIPPED, studies, studies[0])
    assert found is not None
    return hung(found, studies, studies[0])


CT = study("ct", volume("scout", "CT", slices=3), volume("thick", "CT"), volume("thin", "CT"))
CHEST = study("chest", volume("c", "CT", "Thorax", "CHEST"))
MG = [
    images(f"{side}{view}", "MG", laterality=side, view_position=view) for view in ("MLO", "CC") for side in ("L", "R")
]


@pytest.mark.parametrize(
    ("studies", "name"),
    [
        ((CT,), "CT, three planes and 3D"),
        ((CHEST,), "CT chest, lung and soft tissue"),
        ((study("c", volume("v", "CT"), description="CT chest with contrast"),), "CT chest, lung and soft tissue"),
        ((CHEST, study("old", volume("o", "CT", "", "CHEST"), date="20200101")), "CT with prior"),
        ((CHEST, study("old", volume("o", "MR", "", "CHEST"), date="20200101")), "CT chest, lung and soft tissue"),
        ((study("mg", *MG),), "Mammography"),
        ((study("mg", MG[0]),), ""),
        ((study("us", images("u", "US")),), "Ultrasound"),
        ((study("xa", images("x", "XA")),), "Angiography cine"),
        ((study("cr", images("pa", "CR", "Chest PA"), images("lat", "CR", "Chest lateral")),), "Chest radiograph"),
        ((study("cr", images("pa", "CR", "Chest PA", "CHEST")),), ""),
        ((study("pet", volume("p", "PT"), volume("c", "CT")),), "PET/CT fusion"),
        ((study("mr", volume("t1", "MR", "T1 MPRAGE", "BRAIN"), volume("f", "MR", "FLAIR")),), "MR brain, contrasts"),
        ((study("mr", volume("t1", "MR", "T1", "BRAIN")),), ""),
        ((study("mr", volume("t1", "MR", "T1", "KNEE"), volume("t2", "MR", "T2")),), ""),
        ((study("sr"),), ""),
    ],
)
def test_the_shipped_protocol_of_a_study(studies: tuple[Study, ...], name: str) -> None:
    assert chosen(*studies) == name


def test_a_ct_hangs_as_it_first_opens_its_localiser_last() -> None:
    layout = laid(CT)
    assert uids(layout) == ["thick"] * 4
    assert tuple(tile.view for tile in layout.tiles) == FOUR_UP
    assert layout.places == first_layout("thick", CT.series[0].kind).places
    assert not layout.chosen


def test_lung_and_soft_tissue_are_one_series_twice() -> None:
    layout = laid(CHEST)
    assert uids(layout) == ["c", "c"]
    assert [tile.look.window and tile.look.window.centre for tile in layout.tiles] == [-600, 40]
    assert layout.protocol == "CT chest, lung and soft tissue"


def test_a_prior_hangs_beside_the_series_it_is_like() -> None:
    old = study("old", volume("a", "CT", "Abdomen", "ABDOMEN"), volume("o", "CT", "Thorax", "CHEST"), date="20200101")
    layout = laid(CHEST, old)
    assert uids(layout) == ["c", "o"]
    assert layout.chosen


def test_the_breasts_face_each_other() -> None:
    layout = laid(study("mg", *MG))
    assert uids(layout) == ["RCC", "LCC", "RMLO", "LMLO"]
    assert [tile.look.justified for tile in layout.tiles] == ["right", "left"] * 2
    assert {tile.view for tile in layout.tiles} == {View.PICTURES}


def test_the_chest_walls_meet_whatever_way_the_pictures_are_stored() -> None:
    stored = {"RCC": "A\\L", "LCC": "P\\L", "RMLO": "P\\FL", "LMLO": ""}
    layout = laid(study("mg", *(replace(one, orientation=stored[one.uid]) for one in MG)))
    turned = [(tile.look.rotation, tile.look.flipped) for tile in layout.tiles]
    assert turned == [(0, True), (180, False), (0, False), (0, False)]


def test_a_chest_stands_with_its_left_on_the_right() -> None:
    pa = images("pa", "DX", "", "CHEST", view_position="PA", orientation="R\\F")
    layout = laid(study("dx", pa, images("lat", "DX", view_position="LL", orientation="A\\F")))
    assert [tile.look.flipped for tile in layout.tiles] == [True, False]


def test_a_missing_view_leaves_its_place_empty() -> None:
    assert uids(laid(study("mg", *MG[:3]))) == ["", "LCC", "RMLO", "LMLO"]


def test_missing_contrasts_close_up() -> None:
    names = {"T1": "MPRAGE T1", "T2": "T2 TSE", "FLAIR": "T2 FLAIR", "DWI": "ep2d_diff_b1000", "ADC": "ep2d_diff_ADC"}
    series = {key: volume(key, "MR", name, "BRAIN") for key, name in names.items()}
    assert uids(laid(study("mr", *series.values()))) == ["T1", "T2", "FLAIR", "DWI"]
    three = laid(study("mr", series["DWI"], series["ADC"], series["FLAIR"], series["T1"]))
    assert uids(three) == ["T1", "FLAIR", "DWI", ""]
    assert three.places == ARRANGEMENTS["2x2"]
    two = laid(study("mr", series["ADC"], series["FLAIR"], series["T1"]))
    assert (uids(two), two.places) == (["T1", "FLAIR"], ARRANGEMENTS["1x2"])


def test_pet_lies_over_ct() -> None:
    layout = laid(study("pet", volume("p", "PT"), volume("c", "CT")))
    assert uids(layout) == ["c", "p", "c", "c"]
    assert [tile.look.fusion and tile.look.fusion.series for tile in layout.tiles] == [None, None, "p", "p"]


def test_a_radiograph_hangs_beside_the_same_view_of_the_prior() -> None:
    now = study("now", *(images(one, "DX", "", "CHEST", view_position=one) for one in ("LL", "PA")))
    old = study(
        "old", *(images(f"old {one}", "DX", "", "CHEST", view_position=one) for one in ("LL", "AP")), date="2020"
    )
    assert uids(laid(now, old)) == ["PA", "old AP"]


def test_of_equals_the_first_is_hung_and_the_disabled_never() -> None:
    rule = (Rule(modality="CT"),)
    one, other = (Protocol(name, Match("CT"), "1x1", rule) for name in ("one", "other"))
    specific = Protocol("specific", Match("CT", "CHEST"), "1x1", rule)
    protocols = (one, other, specific)
    assert best(protocols, (CHEST,), CHEST) is specific
    assert best(protocols, (CT,), CT) is one
    assert best((replace(one, enabled=False), other), (CT,), CT) is other
    assert fitting(protocols, (CT,), CT) == (one, other)


@pytest.mark.parametrize(
    ("rule", "uid"),
    [
        (Rule(modality="MR"), "ax"),
        (Rule(modality="MR", number=1), "cor"),
        (Rule(modality="MR", number=9), ""),
        (Rule(plane="coronal"), "cor"),
        (Rule(contrast=True), "cor"),
        (Rule(contrast=False), "ax"),
        (Rule(series_description="*gd"), "cor"),
        (Rule(prior=1), ""),
        (Rule(empty=True), ""),
        (Rule(modality="SR"), ""),
        (Rule(modality="SR", view=View.CONTENT), "sr"),
        (Rule(modality="US"), "us"),
        (Rule(modality="US", view=View.PICTURES), "us"),
        (Rule(modality="US", view=View.AXIAL), ""),
        (Rule(modality="MR", view=View.PICTURES), ""),
    ],
)
def test_what_a_rule_finds(rule: Rule, uid: str) -> None:
    mixed = study(
        "mixed",
        volume("ax", "MR", "T1"),
        volume("cor", "MR", "T1 Gd", plane="coronal", contrast="GADOVIST"),
        images("us", "US"),
        replace(images("sr", "SR"), kind=Kind.REPORT),
    )
    layout = hung(Protocol("x", Match(), "1x1", (rule,)), (mixed,), mixed)
    assert uids(layout) == [uid]


def test_a_volume_is_first_seen_in_its_plane_of_acquisition_and_pictures_as_they_are() -> None:
    mixed = study("mixed", volume("cor", "MR", plane="coronal"), images("us", "US"))
    rules = (Rule(modality="MR"), Rule(modality="US"), Rule(modality="MR", view=View.AXIAL))
    layout = hung(Protocol("x", Match(), "1+2", rules), (mixed,), mixed)
    assert [tile.view for tile in layout.tiles] == [View.CORONAL, View.PICTURES, View.AXIAL]


def test_a_protocol_fills_a_second_window() -> None:
    protocol = Protocol("x", Match("CT"), "1x1", (Rule("CT"), Rule("CT"), Rule("CT")), second="1x2")
    layout = hung(protocol, (CT,), CT)
    assert [place.window for place in layout.places] == [0, 1, 1]
    assert applies(protocol, (CT,), CT)


def test_what_hangs_now_becomes_a_protocol_that_hangs_it_again() -> None:
    now = study("now", volume("lung|soft", "CT", "a|b", "CHEST"), volume("pet", "PT"), volume("b", "CT", "B70"))
    old = study("old", volume("o", "CT", "Old", "CHEST"), date="20200101")
    other = study("other", volume("else", "CT"), patient=replace(ADAM, patient_id="P2"))
    slab = Look(window=Window(40.0, 400.0, "Soft"), slab=Slab(Projection.MAXIMUM, 10.0), inverted=True)
    tiles = (
        Tile("lung|soft", View.CORONAL, slab),
        Tile("b", View.AXIAL, Look(fusion=Fusion("pet", "hot", 0.3))),
        Tile("o"),
        Tile("else"),
        Tile(),
    )
    places = (*ARRANGEMENTS["2x2"], replace(ARRANGEMENTS["1x1"][0], window=1))
    layout = Layout(places, tiles, chosen=True)
    studies = (now, old, other)
    made = protocol_of("Mine", layout, studies, now, Links(zoom=True))
    assert (made.arrangement, made.second, made.links) == ("2x2", "1x1", Links(zoom=True))
    assert made.match == Match("CT", "CHEST", prior=True)
    assert made.viewports[1].over == Over("PT", "", "hot", 0.3)
    again = hung(made, studies, now)
    assert again.tiles == (*tiles[:3], Tile(), Tile())
    assert again.places == places
    assert applies(made, studies, now)
