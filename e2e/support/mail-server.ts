import { createServer, type Socket } from "node:net";

/** Takes every mail and keeps it: enough of SMTP to be sent to. */
export async function startMailServer(port: number): Promise<{ mails: string[]; stop(): Promise<void> }> {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let waiting = "";
    let isData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say("220 mail.test");
    socket.on("data", (chunk) => {
      waiting += chunk;
      for (let end = waiting.indexOf(isData ? "\r\n.\r\n" : "\r\n"); end >= 0; ) {
        const part = waiting.slice(0, end);
        waiting = waiting.slice(end + (isData ? 5 : 2));
        if (isData) {
          mails.push(part.replaceAll("=\r\n", "").replaceAll("=3D", "="));
          isData = false;
          say("250 kept");
        } else if (/^DATA/i.test(part)) {
          isData = true;
          say("354 go on");
        } else say(/^QUIT/i.test(part) ? "221 bye" : "250 yes");
        end = waiting.indexOf(isData ? "\r\n.\r\n" : "\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  return {
    mails,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
