"""What was said, as pocketsphinx understands it: a recogniser that knows nothing of this project, with its own English model."""

import audioop
import io
import wave

from pocketsphinx import Decoder

RATE = 16_000


def understood(pcm, rate):
    """The words in 16-bit samples of one channel, in lower case."""
    sound, _ = audioop.ratecv(pcm, 2, 1, rate, RATE, None)
    decoder = Decoder(samprate=RATE)
    decoder.start_utt()
    # It wants silence at both ends to know the room.
    decoder.process_raw(bytes(RATE) + sound + bytes(RATE), full_utt=True)
    decoder.end_utt()
    return decoder.hyp().hypstr if decoder.hyp() else ""


def understood_file(content):
    """The words in the bytes of a WAV file."""
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return understood(file.readframes(file.getnframes()), file.getframerate())
