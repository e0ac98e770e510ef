"""Reads [[name, times, kind, sizes…], …] from stdin, runs each on the GPU in 16 bits, prints JSON."""

import json
import sys

import torch
import torch.nn.functional as F

torch.backends.cudnn.benchmark = True
RUNS, WARM_UP = 20, 5


def noise(*shape):
    return torch.randn(*shape, device="cuda", dtype=torch.float16) * 0.1


def milliseconds(call):
    for _ in range(WARM_UP):
        call()
    start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    torch.cuda.synchronize()
    start.record()
    for _ in range(RUNS):
        call()
    end.record()
    torch.cuda.synchronize()
    return start.elapsed_time(end) / RUNS


def linear(rows, inputs, outputs):
    x, weight, bias = noise(rows, inputs), noise(outputs, inputs), noise(outputs)
    return lambda: F.linear(x, weight, bias)


def conv(samples, channels, height, width, outputs, kernel, stride):
    last = torch.channels_last
    x = noise(samples, channels, height, width).to(memory_format=last)
    weight, bias = noise(outputs, channels, kernel, kernel).to(memory_format=last), noise(outputs)
    return lambda: F.conv2d(x, weight, bias, stride=stride, padding=kernel // 2)


def attention(samples, queries, keys, heads, width):
    q, k, v = (noise(samples, heads, tokens, width // heads) for tokens in (queries, keys, keys))
    return lambda: F.scaled_dot_product_attention(q, k, v)


KINDS = {"linear": linear, "conv": conv, "attention": attention}

with torch.no_grad():
    measured = [
        [name, times, milliseconds(KINDS[kind](*sizes))]
        for name, times, kind, *sizes in json.load(sys.stdin)
    ]
print(json.dumps({"device": torch.cuda.get_device_name(), "torch": torch.__version__, "measured": measured}))
