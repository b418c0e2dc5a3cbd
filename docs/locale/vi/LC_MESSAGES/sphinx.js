Documentation.addTranslations({
  "locale": "vi",
  "messages": {
    ", in ": ", trong ",
    "Hide Search Matches": "Bỏ tô các chỗ tìm thấy",
    "Preparing search...": "Đang chuẩn bị…",
    "Searching": "Đang tìm",
    "Search Results": "Kết quả tìm kiếm",
    "Search finished, found one page matching the search query.": ["Tìm thấy ${resultCount} trang."],
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.": "Không tìm thấy trang nào có đủ các từ đó."
  },
  "plural_expr": "0"
});
