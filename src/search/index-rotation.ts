/** How often Firehose begins a new index, by the time of arrival in UTC; the time becomes part of its name. */
export enum IndexRotation {
  /** One index for ever. */
  NONE = 'NoRotation',
  /** An index for each hour, for example `trips-2026-11-23-08`. */
  HOURLY = 'OneHour',
  /** An index for each day, for example `trips-2026-11-23`. */
  DAILY = 'OneDay',
  /** An index for each week, for example `trips-2026-w48`. */
  WEEKLY = 'OneWeek',
  /** An index for each month, for example `trips-2026-11`. */
  MONTHLY = 'OneMonth',
}
