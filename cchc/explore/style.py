"""How panels look in JupyterLab, while they live and in a notebook that was opened again."""

GONE = "Khung này đang chỉ để xem: chạy lại ô (Shift + Enter) để chọn được."
"""Stands above a panel whose kernel is gone: its lists would not be followed."""

KEYS = """<script>
document.addEventListener("focusin", window.cchcKeys ??= ({target}) => {
  if (target.closest(".cchc-panel, .cchc-browse"))
    target.setAttribute("data-lm-suppress-shortcuts", "true");
});
</script>"""
"""What is typed on a list, a field or a button of ours is no command of the notebook (x: cut)."""

STYLE = f"""<style>
.cchc-panel .jp-OutputArea-output {{ overflow-x: auto; padding: 0 0 .4em; }}
.cchc-panel .lm-TabBar-tab {{ flex: 0 0 auto !important; max-width: none !important; }}
.cchc-panel .cchc {{ max-width: 62em; }}
.cchc-panel .cchc > h3 {{ margin-top: .3em; }}
.cchc-panel .cchc-label {{ display: flex; justify-content: flex-end; margin: 2px 8px 2px 2px; }}
.cchc-panel .jupyter-widgets-disconnected::before {{ display: none !important; }}
.cchc-panel.jupyter-widgets-disconnected::before {{
  content: "{GONE}" !important; font: 600 13px sans-serif !important; color: inherit !important;
  display: block !important; padding: .2em 0 .4em;
}}
.cchc-panel.jupyter-widgets-disconnected :is(select, button, .widget-text, .widget-checkbox) {{
  pointer-events: none; opacity: .6;
}}
.cchc-panel.jupyter-widgets-disconnected .dt-container select {{
  pointer-events: auto; opacity: 1;
}}
</style>"""
