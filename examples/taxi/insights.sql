-- Trips and revenue of each borough and hour, from the trips stream to the insights stream.
-- The tables stand in the pipeline's Glue database; a Studio notebook runs it in a paragraph that begins with %flink.ssql(type=update).
INSERT INTO borough_hours
SELECT
  CONCAT(DATE_FORMAT(window_start, 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z'''), '/', COALESCE(pickup_borough, 'unknown')) AS window_id,
  CAST(window_start AS TIMESTAMP_LTZ(3)) AS window_start,
  pickup_borough AS borough,
  COUNT(*) AS trips,
  CAST(SUM(total) AS DECIMAL(12, 2)) AS revenue
FROM TABLE(TUMBLE(TABLE taxi_trips, DESCRIPTOR(pickup_at), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, pickup_borough;
