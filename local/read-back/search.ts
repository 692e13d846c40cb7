/** Documents in an index, once all that was indexed is to be found; none when there is no such index. */
export async function countDocuments(endpoint: string, index: string): Promise<number> {
  const refreshed = await fetch(`http://${endpoint}/${index}/_refresh`, { method: 'POST' });
  const text = await refreshed.text();
  if (refreshed.status === 404) return 0;
  if (!refreshed.ok) throw new Error(`OpenSearch refused to refresh ${index}: ${text.slice(0, 500)}`);
  const counted = await fetch(`http://${endpoint}/${index}/_count`);
  const answer: unknown = await counted.json();
  if (typeof answer === 'object' && answer !== null && 'count' in answer && typeof answer.count === 'number') return answer.count;
  throw new Error(`OpenSearch did not count ${index}: ${JSON.stringify(answer).slice(0, 500)}`);
}
