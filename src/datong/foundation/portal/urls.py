"""Public addresses: /open/ in Chinese, /open/en/ in English; what stands below, the house's own register says."""

from django.urls import path, re_path

from datong.foundation.portal.views import pages

urlpatterns = [
    re_path(r"^open/en/(?!ask/)(?P<path>.*)$", pages.public, {"lang": "en"}, name="open_page_en"),
    re_path(r"^open/(?!ask/|en/)(?P<path>.*)$", pages.public, name="open_page"),
    path("robots.txt", pages.robots, name="open_robots"),
    path("sitemap.xml", pages.sitemap, name="open_sitemap"),
]
