import { Duration } from 'aws-cdk-lib';
import { heredoc } from './heredoc';

const SCRIPT = '/opt/workbench/stop-when-idle';

/** Commands that stop the instance once nobody has had a session for so long: a timer looks every minute, and shutting down is stopping. */
export function stopWhenIdle(idle: Duration): string[] {
  return [
    ...heredoc(SCRIPT, stopScript(idle)),
    `chmod +x ${SCRIPT}`,
    ...heredoc('/etc/systemd/system/stop-when-idle.service', [
      '[Unit]', 'Description=Stops the workbench when nobody uses it', '[Service]', 'Type=oneshot', `ExecStart=${SCRIPT}`,
    ]),
    ...heredoc('/etc/systemd/system/stop-when-idle.timer', [
      '[Unit]', 'Description=Looks whether somebody uses the workbench', '[Timer]', 'OnBootSec=1min', 'OnUnitActiveSec=1min', '[Install]', 'WantedBy=timers.target',
    ]),
    'systemctl daemon-reload',
    'systemctl enable --now stop-when-idle.timer',
  ];
}

/** The file of the last use is made after each start, in a folder that does not outlive it. A forwarded port is a session too. */
export function stopScript(idle: Duration): string[] {
  return [
    '#!/bin/bash',
    'last_use="${RUNTIME_FOLDER:-/run}/workbench-last-use"',
    'if [ ! -e "$last_use" ] || pgrep -f ssm-session-worker > /dev/null; then',
    '  touch "$last_use"',
    'fi',
    `if [ $(( $(date +%s) - $(stat -c %Y "$last_use") )) -ge ${idle.toSeconds()} ]; then`,
    '  shutdown -h now',
    'fi',
  ];
}
