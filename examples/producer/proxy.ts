import { HttpsProxyAgent } from 'hpagent';
import { KinesisProducer } from 'streaming-analytics-pipeline/producer';

/** A producer whose requests go through an HTTP proxy, in a tunnel (`CONNECT`). For an endpoint that begins with `http://` it is `HttpProxyAgent`. */
export function producerBehind(proxy: string, streamName: string): KinesisProducer {
  return new KinesisProducer({ streamName, agent: new HttpsProxyAgent({ proxy, keepAlive: true, maxSockets: 24 }) });
}
