"""Which cells and anchors learn which boxes, and how boxes overlap."""

from __future__ import annotations

import pytest
import torch

from medview.training.detecting.matching import (
    NEAREST,
    Truth,
    complete_overlap,
    match_anchors,
    match_cells,
    overlaps,
    padded,
)

BOX = torch.tensor([[0.0, 0.0, 10.0, 10.0]])


def test_overlap_of_boxes() -> None:
    others = torch.tensor([[0.0, 0.0, 10.0, 10.0], [5.0, 0.0, 15.0, 10.0], [20.0, 20.0, 30.0, 30.0]])
    torch.testing.assert_close(overlaps(BOX, others), torch.tensor([[1.0, 1 / 3, 0.0]]))


def test_complete_overlap_falls_with_distance_and_shape() -> None:
    same, apart, further = (
        float(complete_overlap(BOX, BOX + torch.tensor([[shift, 0.0, shift, 0.0]]))) for shift in (0.0, 20.0, 40.0)
    )
    assert same == pytest.approx(1.0)
    assert 0 > apart > further > -1
    long = torch.tensor([[-5.0, 2.5, 15.0, 7.5]])  # shares half of itself, as the square of side √(…) around it
    assert float(complete_overlap(BOX, long)) < float(overlaps(BOX, long))


def test_truth_is_padded() -> None:
    truth = padded([BOX, torch.zeros(0, 4)], [torch.tensor([2]), torch.zeros(0, dtype=torch.int64)])
    assert truth.boxes.shape == (2, 1, 4)
    assert truth.there.tolist() == [[True], [False]]
    assert truth.labels[0].tolist() == [2]


def grid() -> torch.Tensor:
    y, x = torch.meshgrid(torch.arange(4, 64, 8.0), torch.arange(4, 64, 8.0), indexing="ij")
    return torch.stack([x.reshape(-1), y.reshape(-1)], -1)


def truth_of(*boxes: tuple[float, ...], labels: tuple[int, ...]) -> Truth:
    return padded([torch.tensor(boxes)], [torch.tensor(labels)])


def test_cells_within_a_box_learn_it_and_the_best_learns_how_well_it_lies() -> None:
    middles = grid()
    boxes = torch.cat([middles - 10, middles + 10], 1)[None]
    truth = truth_of((0.0, 0.0, 24.0, 24.0), (40.0, 40.0, 60.0, 60.0), labels=(1, 0))
    found = match_cells(boxes, torch.zeros(1, 64, 2), middles, truth)
    inside = ((middles[:, None] > truth.boxes[0, :, :2]) & (middles[:, None] < truth.boxes[0, :, 2:])).all(-1).any(1)
    assert (found.positive[0] & ~inside).sum() == 0
    assert 2 <= int(found.positive.sum()) <= 2 * NEAREST
    of_second = found.boxes[0, found.positive[0] & (middles[:, 0] > 32)]
    assert (of_second == truth.boxes[0, 1]).all()
    best = overlaps(truth.boxes[0], boxes[0]).amax(1)
    assert float(found.scores[0, :, 1].max()) == pytest.approx(float(best[0]), rel=1e-4)
    assert float(found.scores[0, :, 0].max()) == pytest.approx(float(best[1]), rel=1e-4)
    assert (found.scores[0, ~found.positive[0]] == 0).all()


def test_a_cell_of_two_boxes_learns_the_one_it_lies_better_in() -> None:
    middles = torch.tensor([[10.0, 10.0]])
    boxes = torch.tensor([[[0.0, 0.0, 20.0, 20.0]]])
    truth = truth_of((0.0, 0.0, 60.0, 60.0), (1.0, 1.0, 21.0, 21.0), labels=(0, 1))
    found = match_cells(boxes, torch.zeros(1, 1, 2), middles, truth)
    assert found.boxes[0, 0].tolist() == [1.0, 1.0, 21.0, 21.0]
    assert found.scores[0, 0, 0] == 0


def test_pictures_without_boxes_teach_that_there_is_nothing() -> None:
    truth = padded([torch.zeros(0, 4)], [torch.zeros(0, dtype=torch.int64)])
    middles = grid()
    cells = match_cells(torch.rand(1, 64, 4), torch.zeros(1, 64, 2), middles, truth)
    anchors = match_anchors(torch.cat([middles - 8, middles + 8], 1), truth, 2)
    for found in (cells, anchors):
        assert not found.positive.any()
        assert not found.scores.any()


def test_anchors_learn_what_they_overlap_and_no_box_is_left_out() -> None:
    middles = grid()
    anchors = torch.cat([middles - 8, middles + 8], 1)
    near = (4.0, 4.0, 20.0, 20.0)  # an anchor's own place
    thin = (32.0, 30.0, 35.0, 60.0)  # overlaps none enough
    found = match_anchors(anchors, truth_of(near, thin, labels=(0, 1)), 2)
    table = overlaps(torch.tensor([near, thin]), anchors)
    assert (found.positive[0] >= (table[0] >= 0.5)).all()
    assert int(found.scores[0, :, 1].sum()) >= 1
    assert not (found.ignored & found.positive).any()
    assert found.ignored[0].sum() == ((table.amax(0) >= 0.4) & ~found.positive[0]).sum()
