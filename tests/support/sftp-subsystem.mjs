// Stands between sshd and the real sftp-server: `node sftp-subsystem.mjs SERVER FAULT`, which comes when an order is made.
import { spawn } from 'node:child_process';

const [server = '', fault = ''] = process.argv.slice(2);
const renameRequest = 18;
const child = spawn(server);
child.on('exit', (code) => process.exit(code ?? 1));

let awaited = null;
let isSilent = false;
eachPacket(process.stdin, (packet) => {
  const makesAnOrder =
    packet[4] === renameRequest && packet.toString('latin1').includes('.json', packet.length - 5);
  if (makesAnOrder && fault === 'lost-before-rename') process.exit(1);
  if (makesAnOrder) awaited = packet.readUInt32BE(5);
  child.stdin.write(packet);
});
eachPacket(child.stdout, (packet) => {
  if (packet.readUInt32BE(5) === awaited) {
    if (fault === 'lost-after-rename') process.exit(1);
    isSilent = true;
  }
  if (!isSilent) process.stdout.write(packet);
});
process.stdin.on('end', () => child.stdin.end());

function eachPacket(stream, take) {
  let rest = Buffer.alloc(0);
  stream.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const size = 4 + rest.readUInt32BE(0);
      take(rest.subarray(0, size));
      rest = rest.subarray(size);
    }
  });
}
