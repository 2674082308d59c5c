-- Load for wrk (https://github.com/wg/wrk): reads and writes one patient's installations, as a phone does.
--
--   wrk -c 32 -d 30s --latency -s bench/load.lua "$URL"
--
-- The run command prints URL, PATIENT and PATIENT_TOKEN. WRITES is the share of requests that create an installation
-- (default 0.2); the others read the latest one.

local path = "/dhos/v1/patient/" .. assert(os.getenv("PATIENT"), "PATIENT is not set")
local bearer = "Bearer " .. assert(os.getenv("PATIENT_TOKEN"), "PATIENT_TOKEN is not set")
local writes = tonumber(os.getenv("WRITES") or "0.2")

local installation = [[{"unique_device_code": "%d", "date_first_launched": "2019-08-11T11:59:50.123+01:00",
  "app_product": "GDM", "app_version": "1.2.3", "phone_os": "iOS", "phone_os_version": "12.4",
  "manufacturer": "Apple", "model": "iPhone 8", "display_name": "a phone under load"}]]

local read = { Authorization = bearer }
local write = { Authorization = bearer, ["Content-Type"] = "application/json" }

request = function()
  if math.random() < writes then
    return wrk.format("POST", path .. "/installation", write, installation:format(math.random(1e9)))
  end
  return wrk.format("GET", path .. "/latest_installation", read)
end

done = function(summary)
  local bad = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.write
  print(("%d of %d requests were rejected or got no response"):format(bad, summary.requests))
end
