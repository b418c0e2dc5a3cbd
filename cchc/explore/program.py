"""The program that makes tables sortable and searchable: once a notebook, whichever cell shows."""

import json
import re
from functools import cache

from IPython import get_ipython

from .style import KEYS

VIETNAMESE = {
    "emptyTable": "Không có dòng nào",
    "info": "Dòng _START_ đến _END_ trong _TOTAL_ dòng",
    "infoEmpty": "Không có dòng nào",
    "infoFiltered": "(lọc từ _MAX_ dòng)",
    "lengthMenu": "_MENU_ dòng mỗi trang",
    "search": "Tìm:",
    "zeroRecords": "Không có dòng nào khớp",
    "paginate": {"first": "«", "last": "»", "next": "›", "previous": "‹"},
    "aria": {
        "orderable": ": sắp xếp theo cột này",
        "orderableReverse": ": đảo thứ tự của cột này",
        "orderableRemove": ": bỏ sắp xếp theo cột này",
        "paginate": {"first": "Đầu", "last": "Cuối", "next": "Sau", "previous": "Trước"},
    },
}
TABLES = ".cchc-browse table"
"""What the program looks for on the page; until it comes, and without it, they are plain tables."""

_START = """<script type="module">
const {jQuery: $, set_or_remove_dark_class: followTheme} = await window.ENGINE;
followTheme();
const {order, search} = $.fn.dataTable.ext.type, strip = $.fn.dataTable.util.stripHtml;
const words = new Intl.Collator("vi", {numeric: true}).compare;
for (const [type, compare] of [["cchc-text", words], ["cchc-number", (a, b) => a - b]]) {
  search[type] = order[`${type}-pre`] = value => strip(String(value)).trim();
  for (const [way, sign] of [["asc", 1], ["desc", -1]])
    order[`${type}-${way}`] = (a, b) => (a === "") - (b === "") || sign * compare(a, b);
}
const start = () => {
  for (const {nTable: table} of [...$.fn.dataTable.settings])
    if (!table.isConnected && table.closest(".cchc-browse")) $(table).DataTable().destroy();
  for (const table of document.querySelectorAll("TABLES:not(.dataTable)")) {
    const isShort = table.tBodies[0].rows.length <= 10;
    $(table).DataTable({
      language: VIETNAMESE, order: [], autoWidth: false, pageLength: 10,
      lengthMenu: [10, 25, 50, {label: "mọi", value: -1}],
      layout: isShort ? {topStart: null, bottomStart: null, bottomEnd: null} : {},
    });
  }
};
window.cchcTables ??= new MutationObserver(start);
window.cchcTables.observe(document.body, {childList: true, subtree: true});
start();
</script>"""
"""Empty cells stand last whichever way a column is sorted. Tables that come later are found
too, and those that are gone are let go; one that comes back is a table that comes later."""

_carried_by: list[object] = []
"""Who shows the program in this kernel: the id of a cell, or `PANELS`; empty: nobody yet."""
PANELS = object()
"""Every panel shows one and the same widget, which stays for as long as the kernel does."""


@cache
def program() -> str:
    """The program as HTML."""
    from itables import options
    from itables.javascript import generate_init_offline_itables_html

    whole = generate_init_offline_itables_html(options.dt_bundle)
    engine = whole[: whole.rindex("</script>") + len("</script>")]  # behind it: a note in English
    name = re.search(r"window\.(_itables_\w+)", engine)[1]
    start = _START.replace("ENGINE", name).replace("TABLES", TABLES)
    return KEYS + engine + start.replace("VIETNAMESE", json.dumps(VIETNAMESE, ensure_ascii=False))


def program_once(for_panels: bool = False) -> str:
    """The program, or nothing where something else in the notebook shows it.

    A cell that shows it is asked again when it is run anew; outside a notebook, everyone is.
    """
    shell = get_ipython()
    if shell is None:
        return program()
    if _carried_by:
        return ""
    kernel = getattr(shell, "kernel", None)
    cell = kernel.get_parent().get("metadata", {}).get("cellId") if kernel else None
    _carried_by.append(PANELS if for_panels else cell)

    def forget(info) -> None:
        if info.cell_id is not None and info.cell_id == cell:
            _carried_by.clear()
            shell.events.unregister("pre_run_cell", forget)

    if not for_panels:
        shell.events.register("pre_run_cell", forget)
    return program()
