import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all its children have used, by the accounting of the kernel. */
export interface ProcessUsage {
  readonly cpuSeconds: number;
  /** The sum of each process's own peak of resident memory. */
  readonly peakRssMiB: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly cpuTicks: number;
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Reads `/proc`: proc_pid_stat(5), proc_pid_status(5). */
export function usageOf(root: number): ProcessUsage {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => read(Number(name)));
  const family = processes.filter(({ pid }) => pid === root);
  // children are appended while the list is walked
  for (const { pid } of family) family.push(...processes.filter(({ parent }) => parent === pid));
  if (family.length === 0) throw new Error(`process ${root} has ended`);
  return {
    cpuSeconds: family.reduce((sum, { cpuTicks }) => sum + cpuTicks, 0) / ticksPerSecond,
    peakRssMiB: family.reduce((sum, { pid }) => sum + peakRssKiB(pid), 0) / 1024,
  };
}

/** None when the process has ended in the meantime. */
function read(pid: number): Process[] {
  const stat = contentOf(`/proc/${pid}/stat`);
  // the second field is the command's name in parentheses, and may hold anything
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (stat === '') return [];
  // user and system time, own and of the children it has waited for
  return [{ pid, parent: Number(fields[1]), cpuTicks: [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0) }];
}

function peakRssKiB(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(contentOf(`/proc/${pid}/status`))?.[1] ?? 0);
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
