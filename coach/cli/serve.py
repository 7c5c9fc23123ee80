"""`coach serve`: the routines, to be played in a browser or downloaded from it."""

from coach.cli.reports import report_failures
from coach.cli.web_server import Lan, Port, check_extra, open_server


@report_failures
def serve(*, lan: Lan = False, port: Port = 0) -> None:
    """Offer the routines to a browser, to play and to download with their adjustments.

    Open the address that it prints. Ctrl-C ends it.
    """
    check_extra()
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from starlette.applications import Starlette

    from coach.library import Library
    from coach.serve.catalogue import Catalogue
    from coach.user_folders import UserFolders

    with TemporaryDirectory(prefix="coach-", ignore_cleanup_errors=True) as folder:
        catalogue = Catalogue(Library.of_user(), UserFolders.find().tuning, Path(folder))
        app = Starlette(routes=catalogue.list_routes())
        with open_server(app, lan=lan, port=port) as server:
            server.wait_for_end()
