"""Texts that tokenizers stumble over, and plain ones."""

PLAIN = [
    "a photo of melanoma",
    "a photo of a seborrheic keratosis on the skin",
    "normal skin",
    "Basal-cell carcinoma, nodular type (BCC), 1.5 cm; dermoscopy image!",
    "naïve café Straße — ÄÖÜ łódź Đặng",
    "皮膚の発疹 and 湿疹 mixed 한국어",
    "",
    "word " * 300,
]

HARD = [
    "   leading and trailing   ", "tab\tnewline\nreturn\r\nend", "don't won't can't", "a.b.c...d", "e-mail: someone@example.org", "$5.00 + 3^2 = `x` ~ |y|",
    "UPPER lower MiXeD", "ß ẞ ﬁ ﬂ", "Ａ Ｂ Ｃ １２３", "zero\u200bwidth\u200djoiner\ufeffbom", "soft\u00adhyphen", "nbsp\u00a0here", "\u2003em space\u3000ideographic",
    "emoji 😀 👩🏽‍⚕️ 🇩🇪", "combining e\u0301 a\u0308 o\u0302\u0323", "İstanbul ı I i", "Σίσυφος ΟΔΥΣΣΕΥΣ", "привет мир ЁЖ", "مرحبا بالعالم", "שָׁלוֹם", "नमस्ते दुनिया", "สวัสดี",
    "𠀀𪜶 extension b", "㐀 extension a", "﨎 compatibility", "…—–‘’“”«»", "§ ¶ † ‡ • ©®™", "½ ² ³ º ª", "１／２", "null\x00char\x01control\x7f", "replacement\ufffdchar",
    "x" * 101, "y" * 100, "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis", "[CLSX] [sepx]", "##ing ##", "1,234,567.89", "10mg/kg", "C++ C# F#",
    "line\u2028separator\u2029paragraph", "vertical\x0btab\x0cfeed\x85next", "\u1680ogham", "Å Å (angstrom)", "ﷺ", "ｶﾞ half", "क्षि", "a\u0300\u0301\u0302", "ñandú", "Ǆ ǅ ǆ", "ﬃ",
]
