"""Recordings for releases: a few soft tones, and a transcript that says what they are."""

import io
import math
import wave

RATE = 8_000
"""Samples a second, as on a telephone."""
TONES = (262, 330, 392, 330)
"""Hertz, a second each."""


def tones() -> bytes:
    """A WAV of four seconds."""
    samples = bytearray()
    for pitch in TONES:
        for at in range(RATE):
            loudness = min(at, RATE - at) / RATE
            samples.append(128 + round(60 * loudness * math.sin(2 * math.pi * pitch * at / RATE)))
    data = io.BytesIO()
    with wave.open(data, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(RATE)
        sound.writeframes(bytes(samples))
    return data.getvalue()
