"""Notebooks that an analyst might write, and a text that each of them must show."""

DISPLAYS = (
    """from IPython.display import HTML, Markdown, SVG, clear_output, display, update_display
shown = display("đang chạy", display_id=True)
shown.update(HTML("<b>xong</b>"))
display(Markdown("**Huyện**"), metadata={"text/markdown": {"isolated": True}})""",
    "for step in range(3):\n    clear_output(wait=True)\n    print('bước', step)",
    "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/></svg>'))",
    """class Both:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": "chữ", "application/vnd.x+json": {"a": [1, 2]}}, {"text/plain": {}}
Both()""",
    "print('hết')",
)
NUMBERS = (
    "import numpy as np\nimport pandas as pd\nnp.float64(1.5), np.arange(3), 0.1 + 0.2",
    "np.float64(1.5)",
    "pd.DataFrame({f'cột {n}': [n * 1.5, None] for n in range(30)})",
    "pd.DataFrame({'a': range(100)})",
    "pd.Series(pd.date_range('2021-01-01', periods=3), name='ngày')",
    "np.random.seed(7); print(np.random.rand(2), np.random.default_rng(7).random(2))",
    "print((np.ones((200, 200)) @ np.ones((200, 200))).sum())",
)
MAGICS = (
    "%time total = sum(range(10))",
    "%%bash\necho từ bash; echo lỗi >&2; pwd | wc -l",
    "%%writefile ghi.txt\nmột dòng",
    "%cat ghi.txt",
    "!echo kênh",
    "lines = !printf 'a\\nb\\n'\nlines",
    "%who_ls",
    "%%capture kept\nprint('giữ lại')",
    "print(kept.stdout)",
    "%config InlineBackend.figure_format",
    "%env CCHC_MẪU=1\nimport os; print(os.environ['CCHC_MẪU'])",
    "%nosuchmagic",
)
WARNINGS = (
    "import warnings\nwarnings.warn('để ý')\nwarnings.warn('cũ', DeprecationWarning)",
    "import numpy\nnumpy.float64(1) / numpy.float64(0)",
    "import pandas\npandas.Series([1], dtype='float64').astype('M8[ns]').dt.to_pydatetime()",
    "import logging\nlogging.warning('nhật ký')\nlogging.getLogger('x').error('lỗi')",
    "import sys\nprint('tới lỗi', file=sys.stderr)\nprint('hết')",
)
OUTPUTS_OF_OTHERS = (
    "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.puts(b'from C'); libc.fflush(None)",
    "import os\nos.system('echo from os.system')",
    "import subprocess, sys\nsubprocess.run(['echo', 'from subprocess'])",
    "subprocess.run([sys.executable, '-c', 'import sys; sys.stderr.write(\"err\")'])",
    "os.write(1, b'to the file descriptor\\n')",
    "print(subprocess.run('cat', capture_output=True, text=True))",
    """import multiprocessing
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(pool.map(abs, [-1, -2, -3]))""",
    """from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(2) as pool:
    print(list(pool.map(lambda n: n * n, range(4))))""",
    """import threading
threads = [threading.Thread(target=print, args=(f"luồng {n}",)) for n in range(2)]
for thread in threads:
    thread.start()
    thread.join()""",
    "print(sys.stdin.read() == '')",
)
AWAITING = (
    "import asyncio\nasync def later(n):\n    await asyncio.sleep(0.01)\n    return n + 1",
    "await later(1)",
    "print(await asyncio.gather(later(2), later(3)))",
    "task = asyncio.ensure_future(later(4))",
    "await task",
)
LARGE = (
    "print('Đ' * 2_000_000)",
    "for line in range(20_000): print(line)",
    "from IPython.display import HTML\nHTML('<p>' + 'x' * 3_000_000 + '</p>')",
    "list(range(5000))",
)
INLINE_CHARTS = (
    "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3]);",
    "figure, axes = plt.subplots()\naxes.bar(['a', 'b'], [1, 2])\nplt.show()",
    "%matplotlib inline\n%config InlineBackend.figure_formats = ['svg']",
    "plt.rcParams['svg.hashsalt'] = 'x'; plt.rcParams['svg.fonttype'] = 'none'",
    "import pandas as pd\npd.DataFrame({'a': [1, 3, 2]}).plot();",
    "figure",
    "print(plt.get_backend(), len(plt.get_fignums()))",
)
OWN_CHART = (
    "from matplotlib.figure import Figure\nfigure = Figure()\nfigure.add_axes((0, 0, 1, 1))",
    "from matplotlib.backends.backend_svg import FigureCanvasSVG\nfrom io import StringIO",
    "out = StringIO()\nFigureCanvasSVG(figure).print_svg(out)\nprint('<path' in out.getvalue())",
)
AN_EXCEPTION = (
    "def share(a, b):\n    return a / b",
    "print('trước')\nshare(1, 0)",
    "print('không bao giờ')",
)
AN_EXIT = ("import sys\nprint('trước')", "sys.exit(3)", "print('không bao giờ')")
A_GOOD_EXIT = ("import sys\nprint('trước')", "sys.exit(0)", "print('không bao giờ')")
A_DEATH = ("import os, sys\nprint('trước')", "os._exit(3)", "print('không bao giờ')")
A_MISTYPED_CELL = ("print('trước')", "def (:", "print('không bao giờ')")

AROUND = """
import asyncio, builtins, gc, json, locale, logging, os, resource, signal, stat, sys, tempfile
import threading, warnings
shell = get_ipython()
links = [f"/proc/self/fd/{number}" for number in range(200)]
opened = [os.readlink(link).rstrip("[]0123456789") for link in links if os.path.exists(link)]
around = {
    "path": sys.path, "argv": sys.argv[:2], "flags": str(sys.flags), "environment": {**os.environ},
    "collector": [gc.isenabled(), gc.get_threshold()], "builtins": sorted(vars(builtins)),
    "signals": [str(signal.getsignal(number)) for number in range(1, 32)],
    "status": [line for line in open("/proc/self/status") if line.startswith(("Umask", "Sig"))],
    "limits": [resource.getrlimit(number) for number in range(16)],
    "open files": sorted(file for file in opened if not file.startswith(("anon_inode", "socket"))),
    "threads": len(threading.enumerate()), "a new thread": threading.Thread().name,
    "own session": [os.getsid(0) == os.getpid(), os.getpgrp() == os.getpid()],
    "input": [stat.S_ISFIFO(os.fstat(0).st_mode), sys.stdin.read()],
    "encodings": [locale.getlocale(), sys.stdout.encoding, sys.__stdout__.encoding],
    "temporary files": tempfile.gettempdir() == os.environ["TMPDIR"],
    "policy": str(type(asyncio.get_event_loop_policy())), "recursion": sys.getrecursionlimit(),
    "hooks": [str(hook) for hook in (sys.excepthook, sys.displayhook, sys.unraisablehook)],
    "loggers": sorted(n for n, log in logging.root.manager.loggerDict.items()
                      if getattr(log, "handlers", None)),
    "names": sorted(globals()), "is main": sys.modules["__main__"].__dict__ is globals(),
    "in shell": sorted(dir(shell)),
    "magics": {kind: sorted(known) for kind, known in shell.magics_manager.magics.items()},
    "printers": {name: [*map(str, f.type_printers), *map(str, f.deferred_printers)]
                 for name, f in shell.display_formatter.formatters.items()},
    "libraries": [name in sys.modules for name in ("numpy", "pandas", "matplotlib", "cchc")],
}
import importlib.util, numpy, matplotlib
import pandas
around |= {
    "where": [importlib.util.find_spec(name).origin for name in ("numpy", "pandas", "matplotlib")],
    "specs": [str(numpy.__spec__), str(pandas.__spec__), str(matplotlib.__spec__)],
    "matplotlib": {name: str(value) for name, value in matplotlib.rcParams.items()},
    "pandas": pandas.describe_option(_print_desc=False),
    "numpy": [str(numpy.geterr()), str(numpy.get_printoptions())],
}
import matplotlib.pyplot
around |= {
    "events": {name: list(map(str, fs)) for name, fs in shell.events.callbacks.items()},
    "filters": sorted(map(str, warnings.filters)),
    "finders": [str(finder) for finder in sys.meta_path if "Reserve" not in str(finder)],
}
for name in ("JPY_PARENT_PID", "IPYTHONDIR", "TMPDIR", "CCHC_WORK"):
    around["environment"].pop(name)
for name in around:
    print(name, json.dumps(around[name], ensure_ascii=False, default=str))
"""
"""What a notebook finds around it, a line each, with nothing in it that is chance."""

SHOWN_BY = {
    "displays": (DISPLAYS, "hết"),
    "numbers": (NUMBERS, "[0.07630829 0.77991879] [0.62509547 0.8972138 ]"),
    "magics": (MAGICS, "từ bash\n1\n"),
    "warnings": (WARNINGS, "hết"),
    "outputs of others": (OUTPUTS_OF_OTHERS, "from C\n"),
    "awaiting": (AWAITING, "[3, 4]"),
    "large": (LARGE, "19999\n"),
    "inline charts": (INLINE_CHARTS, "inline"),
    "own chart": (OWN_CHART, "True"),
    "an exception": (AN_EXCEPTION, "trước"),
    "an exit": (AN_EXIT, "trước"),
    "a good exit": (A_GOOD_EXIT, "trước"),
    "a death": (A_DEATH, "trước"),
    "a mistyped cell": (A_MISTYPED_CELL, "trước"),
    "surroundings": ((AROUND,), "libraries [false, false, false, false]"),
}
"""The cells of each notebook, and a text that it writes."""
