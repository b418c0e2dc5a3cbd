"""Know at once that a kernel is ready, instead of waiting until nothing more is heard of it."""

import time
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient

SILENCE = 0.2
"""Seconds without an answer after which it is looked whether the kernel still lives."""
ECHO = 0.05
"""Seconds that what a kernel publishes may come after its answer."""


class PromptClient(AsyncKernelClient):
    """Talks with a kernel; jupyter_client's own waits for 0.2 s of silence before it begins."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel answers and what it publishes arrives, with nothing left unread.

        Raises RuntimeError for a kernel that died, or said nothing for `timeout` seconds.
        """
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        asked = self.kernel_info()
        while True:
            try:
                reply = await self.get_shell_msg(timeout=SILENCE)
            except Empty:
                if not await self.is_alive():
                    raise RuntimeError("Kernel died before replying to kernel_info") from None
                if time.monotonic() > until:
                    raise RuntimeError(f"Kernel didn't respond in {timeout} seconds") from None
                continue
            if reply["parent_header"].get("msg_id") != asked:
                continue
            if await self._heard_the_end_of(asked):
                self._handle_kernel_info_reply(reply)
                return
            asked = self.kernel_info()  # what it published then came before we could listen

    async def _heard_the_end_of(self, request: str) -> bool:
        while True:
            try:
                said = await self.get_iopub_msg(timeout=ECHO)
            except Empty:
                return False
            is_idle = said["content"].get("execution_state") == "idle"
            if is_idle and said["parent_header"].get("msg_id") == request:
                return True
