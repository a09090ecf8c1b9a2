// Loaded into every process that start.mjs starts: when start.mjs is killed and cannot say goodbye, its children
// notice that they have been given to another parent, and end by themselves instead of keeping the port.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid === parent) return;
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 10_000).unref();
}, 500).unref();
