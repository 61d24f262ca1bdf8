-- What bench/serving.py reads: requests a second, latencies in milliseconds, answers that were not 2xx or 3xx.
done = function(summary, latency, requests)
  io.write(string.format("\nrate %.1f\n", summary.requests / (summary.duration / 1e6)))
  io.write(string.format("p50 %.2f\n", latency:percentile(50) / 1000))
  io.write(string.format("p95 %.2f\n", latency:percentile(95) / 1000))
  local e = summary.errors
  io.write(string.format("bad %d\n", e.status + e.connect + e.read + e.write + e.timeout))
end

-- With a number behind `--`, every request asks for another page of the list, from the first to that one and around.
local pages, page = 0, 0
init = function(args) pages = tonumber(args[1]) or 0 end
request = function()
  if pages == 0 then return wrk.format() end
  page = page % pages + 1
  return wrk.format(nil, wrk.path .. "?page=" .. page)
end
