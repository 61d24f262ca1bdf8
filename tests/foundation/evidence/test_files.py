"""What may be kept and as what: pictures without metadata, PDF that does nothing, text; and names that become no path."""

import io
import zipfile
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from datong.foundation.evidence.core.files import MOST_BYTES, examine, safe_name
from datong.foundation.evidence.core.images import MOST_PIXELS, preview
from datong.foundation.evidence.core.refusal import Unfit
from tests.foundation.evidence.files import (
    animation,
    bomb,
    halves,
    pdf,
    photograph,
    pixels,
    saved,
    screenshot,
    stored_block,
    stream,
)

JAVASCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"


def archive(before: bytes = b"") -> bytes:
    """A ZIP behind other bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", "x")
    return before + out.getvalue()


def refusal(content: bytes) -> str:
    """What somebody reads who sends this."""
    with pytest.raises(Unfit) as caught:
        examine(content)
    assert caught.value.text.en
    assert caught.value.text.en != caught.value.text.zh
    return caught.value.text.zh


class TestPictures:
    """Drawn anew."""

    def test_where_and_when_a_photograph_was_taken_is_gone(self) -> None:
        sent = photograph()
        assert dict(Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825))[1] == "N"
        kept = examine(sent)
        picture = Image.open(io.BytesIO(kept.content))
        assert (kept.type, picture.format, picture.size) == ("image/jpeg", "JPEG", (64, 32))
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert [secret in kept.content for secret in (b"SECRET", b"2014:09", b"Exif", b"GPS")] == [False] * 4
        assert pixels(kept.content, [(5, 16), (60, 16)]) == ["red", "blue"]

    def test_a_photograph_taken_sideways_stands_upright(self) -> None:
        """Orientation 6: the camera was turned, the picture is to be turned by 90° clockwise; left comes to the top."""
        kept = examine(photograph(orientation=6))
        assert Image.open(io.BytesIO(kept.content)).size == (32, 64)
        assert pixels(kept.content, [(16, 5), (16, 60)]) == ["red", "blue"]

    def test_a_screenshot_stays_png_without_its_text(self) -> None:
        kept = examine(screenshot())
        picture = Image.open(io.BytesIO(kept.content))
        picture.load()
        assert (kept.type, picture.format, picture.info) == ("image/png", "PNG", {})
        assert b"SECRET" not in kept.content

    @pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK"])
    def test_every_kind_of_pixels(self, mode: str) -> None:
        kind = "JPEG" if mode == "CMYK" else "PNG"
        assert examine(saved(halves(mode=mode), kind)).type == f"image/{kind.lower()}"

    def test_a_scan_of_65536_greys(self) -> None:
        """Half of white is half of white, not white: 0x8000 of 0xFFFF is 128 of 255."""
        kept = examine(saved(Image.new("I;16", (64, 32), 0x8000), "PNG"))
        assert Image.open(io.BytesIO(kept.content)).convert("L").getpixel((0, 0)) == 128

    def test_webp_becomes_jpeg_or_png(self) -> None:
        assert examine(saved(halves(), "WEBP")).type == "image/jpeg"
        assert examine(saved(halves(mode="RGBA").resize((64, 32)), "WEBP")).type in (
            "image/jpeg",
            "image/png",
        )
        clear = halves(mode="RGBA")
        clear.putalpha(100)
        assert examine(saved(clear, "WEBP")).type == "image/png"

    def test_the_same_picture_is_the_same_bytes(self) -> None:
        assert examine(photograph()).content == examine(photograph()).content

    def test_a_second_view_behind_a_photograph_is_left_out(self) -> None:
        """Phones write MPO: a JPEG with another JPEG behind it."""
        sent = saved(halves(), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 32))])
        kept = examine(sent)
        assert getattr(Image.open(io.BytesIO(kept.content)), "n_frames", 1) == 1
        assert pixels(kept.content, [(5, 16), (60, 16)]) == ["red", "blue"]

    @pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
    def test_animations(self, kind: str) -> None:
        assert refusal(animation(kind)) == "不能保存动图；请上传 JPEG 或 PNG 照片。"

    @pytest.mark.parametrize(("width", "height"), [(8000, 5001), (12_000, 12_000), (20_000, 20_000)])
    def test_bombs_are_refused_before_they_go_off(self, width: int, height: int) -> None:
        """40 million pixels are allowed: 8000 x 5001 is 8,000 more. 400 million pixels of one colour are some 200 kB."""
        sent = bomb(width, height)
        assert len(sent) < 300_000
        assert refusal(sent).startswith("图片超过 4000 万像素")

    def test_the_last_allowed_size(self) -> None:
        assert MOST_PIXELS == 8000 * 5000
        assert Image.open(io.BytesIO(examine(bomb(8000, 5000)).content)).size == (8000, 5000)

    @pytest.mark.parametrize("left", [3, 10, 200, -20])
    def test_damaged_pictures(self, left: int) -> None:
        assert refusal(photograph(400, 300)[:left]) in (
            "图片不完整或已损坏，请重新拍照或重新选择文件。",
            "认不出这个文件；请上传照片（JPEG、PNG、WebP）、PDF 或纯文本。",
        )

    def test_a_preview_fits_into_1200_pixels(self) -> None:
        small = Image.open(io.BytesIO(preview(examine(photograph(3000, 1500)).content)))
        assert (small.format, small.size) == ("JPEG", (1200, 600))
        assert Image.open(io.BytesIO(preview(screenshot()))).size == (64, 32)


class TestDoubles:
    """One file that is two."""

    @pytest.mark.parametrize(
        "sent",
        [
            archive(photograph()),
            archive(screenshot()),
            archive(pdf()),
            photograph()[:2] + b"\xff\xfe\x00\x20%PDF-1.4 1 0 obj<<>>endobj   " + photograph()[2:],
            saved(halves(), "JPEG", comment=b"<script>alert(1)</script>"),
            b"<!DOCTYPE html><p>x</p>",
            b"  <SVG xmlns='http://www.w3.org/2000/svg'/>",
        ],
    )
    def test_are_refused(self, sent: bytes) -> None:
        assert refusal(sent).startswith("这个文件同时又是另一种文件")


class TestPdf:
    """Kept as it is, when nothing in it acts."""

    @pytest.mark.parametrize(
        "sent",
        [
            pdf(),
            pdf(stream(b"3 0 <</Type/Font>>")),
            pdf(stream(b"BT (JavaScript) Tj ET", b"")),
            pdf(stream(b"\xff\xd8\xff binary", b"/Subtype/Image/Filter/DCTDecode", deflated=False)),
            pdf(b"<</Type/Annot/A<</S/URI/URI(https://example.org)>>>>"),
        ],
    )
    def test_a_quiet_one_is_kept_unchanged(self, sent: bytes) -> None:
        kept = examine(sent)
        assert (kept.content, kept.type) == (sent, "application/pdf")

    @pytest.mark.parametrize(
        "sent",
        [
            pdf(JAVASCRIPT),
            pdf(JAVASCRIPT.replace(b"/JavaScript", b"/J#61vaScri#70t")),
            pdf(b"<</S/Launch/F(cmd.exe)>>"),
            pdf(b"<</Type/Filespec/EF<<>>>>", tail=b"/Names<</EmbeddedFiles 3 0 R>>"),
            pdf(stream(b"3 0 " + JAVASCRIPT)),
            pdf(stream(b"3 0 " + JAVASCRIPT, b"")),
            pdf(stream(b" " * 3_000_000 + JAVASCRIPT)),
            pdf(stream(stored_block(b"x endstream " + JAVASCRIPT), b"/Filter/FlateDecode", deflated=False)),
            pdf(b"% stream\n" + stream(b"3 0 " + JAVASCRIPT)),
        ],
    )
    def test_scripts_and_attachments_wherever_they_hide(self, sent: bytes) -> None:
        assert refusal(sent).startswith("PDF 里有脚本、附件或可执行的动作")

    @pytest.mark.parametrize(
        "made",
        [
            lambda: pdf(
                stream(b"3 0 6162", b"/Type/ObjStm/Filter[/ASCIIHexDecode/FlateDecode]", deflated=False)
            ),
            lambda: pdf(
                stream(zlib.compress(bytes(30_000_000)) * 10, b"", deflated=False),
                *[stream(bytes(40_000_000), b"")] * 7,
            ),
            lambda: pdf(*[b"stream\n"] * 30_000, stream(b"x", b"")),
        ],
        ids=["two filters", "bursting", "no end"],
    )
    def test_what_cannot_be_examined(self, made: Callable[[], bytes]) -> None:
        assert refusal(made()).startswith("PDF 的内部结构无法检查")

    def test_locked_and_cut_off(self) -> None:
        assert refusal(pdf(tail=b"/Encrypt 5 0 R")).startswith("PDF 有密码保护")
        assert refusal(pdf()[:-8]).startswith("PDF 不完整")


class TestOthers:
    """Text, and what is never kept."""

    def test_text_is_kept_as_utf8(self) -> None:
        assert examine("证明\n何大明".encode("gb18030")).content.decode() == "证明\n何大明"
        assert examine(b"\xef\xbb\xbf" + "证明".encode()).content == "证明".encode()
        assert examine(b"ok\r\n").type == "text/plain"

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            (b"", "文件是空的"),
            (b"a" * (MOST_BYTES + 1), "文件有 10.0 MB，超过 10 MB"),
            (archive(), "不能保存 Word、Excel 文件和压缩包"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "不能保存 Word、Excel 文件和压缩包"),
            (b"\x00\x00\x00\x18ftypheic\x00\x00", "这是 HEIC 格式的手机照片"),
            (b"\x7fELF\x02\x01\x01\x00", "认不出这个文件"),
            (b"abc\x00def", "认不出这个文件"),
            (b"\xff\xfea\x00", "认不出这个文件"),
            (b"\x1b[31m", "认不出这个文件"),
        ],
    )
    def test_refusals(self, sent: bytes, words: str) -> None:
        assert refusal(sent).startswith(words)

    def test_the_largest_file(self) -> None:
        assert len(examine(b"a" * MOST_BYTES).content) == MOST_BYTES == 10_485_760

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("../../etc/passwd", "passwd.jpg"),
            ("..\\..\\windows\\system.ini", "system.jpg"),
            ("/abs/户口簿.JPEG", "户口簿.jpg"),
            ("a\r\nSet-Cookie: x=1.png", "aSet-Cookie x=1.jpg"),
            ("..", "evidence.jpg"),
            ("", "evidence.jpg"),
            (".htaccess", "htaccess.jpg"),
            ("x\u202egpj.exe", "xgpj.jpg"),
            ("长" * 300 + ".jpg", "长" * 80 + ".jpg"),
        ],
    )
    def test_names_are_names_only(self, name: str, shown: str) -> None:
        assert safe_name(name, "image/jpeg", "evidence") == shown
