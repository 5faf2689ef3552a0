"""`invoke demo DIR`: an archive of sample data, to look at, to test with and to measure. Nothing in it is real."""

from plugins.desk.demo.making import SITE, DemoReport, make_demo

__all__ = ["SITE", "DemoReport", "make_demo"]
