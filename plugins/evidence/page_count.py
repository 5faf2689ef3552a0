"""Run alone, in a process of its own: say how many pages a PDF has. A hostile file ends this process, not the build."""

import json
import sys


def main() -> None:
    _limit()
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.argv[1])
        print(json.dumps({"pages": len(document)}))
    except pypdfium2.PdfiumError as error:
        print(json.dumps({"error": str(error)}))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    gigabytes = 2 * 1024**3
    resource.setrlimit(resource.RLIMIT_AS, (gigabytes, gigabytes))
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024**2, 1024**2))


if __name__ == "__main__":
    main()
