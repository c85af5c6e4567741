"""Scrapy, ten requests at a time: `scrapy_spider.py PORT…`. It reads, and stores nothing."""

import json
import sys
import time

import scrapy
from scrapy.crawler import CrawlerProcess

DONE = {"requests": 0, "posts": 0}


class Posts(scrapy.Spider):
    name = "posts"
    start_urls = [f"http://127.0.0.1:{port}/news/" for port in sys.argv[1:]]

    def parse(self, response):
        DONE["requests"] += 1
        yield from response.follow_all(css="article h3 a", callback=self.parse_post)
        yield from response.follow_all(css="a[rel=next]")

    def parse_post(self, response):
        DONE["requests"] += 1
        title = " ".join(response.css("h1 ::text").getall())
        day = response.css("time::attr(datetime)").get()
        text = " ".join(response.css(".content ::text").getall())
        DONE["posts"] += bool(len(text) > 1000 and title and day)


begun = time.perf_counter()
process = CrawlerProcess(
    {"LOG_ENABLED": False, "CONCURRENT_REQUESTS": 10, "CONCURRENT_REQUESTS_PER_DOMAIN": 10, "TELNETCONSOLE_ENABLED": False}
)
process.crawl(Posts)
process.start()
print(json.dumps({**DONE, "wallMs": 1000 * (time.perf_counter() - begun)}), flush=True)
