"""Search in Vietnamese: every syllable counts, and one typed without its marks is found too."""

from unicodedata import combining, normalize

from sphinx.search import SearchLanguage


class Vietnamese(SearchLanguage):
    """Words as they are, without stop words (English ones are Vietnamese too: `do`, `no`, `an`).

    A "stem" is the word without its marks, here and in the page's script alike: `chỉ tiêu` and
    `chi tieu` find the same.

    >>> Vietnamese({}).stem("Đường")
    'duong'
    """

    lang = "vi"
    language_name = "Vietnamese"
    js_stemmer_code = """
var Stemmer = function () {
  this.stemWord = (word) =>
    word.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\\p{Mn}/gu, "");
};
"""
    js_splitter_code = """
var splitQuery = (query) =>
  query.normalize("NFC").split(/[^\\p{Letter}\\p{Number}_]+/u).filter((term) => term);
"""

    def stem(self, word: str) -> str:
        """The word in small letters without its marks."""
        bare = normalize("NFD", word.lower().replace("đ", "d"))
        return "".join(letter for letter in bare if not combining(letter))

    def word_filter(self, word: str) -> bool:
        """Numbers alone are not looked up."""
        return not word.isdigit()
