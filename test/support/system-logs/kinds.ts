/** A kind of system log: what stands before each message, and the messages, most frequent first. */
export interface LogKind {
	readonly name: string;
	readonly header: string;
	readonly messages: readonly string[];
}

const kind = (name: string, header: string, text: string): LogKind => ({
	name,
	header,
	messages: text.trim().split('\n'),
});

/** The wording is made up; the shapes are those of the programs after which the kinds are named. */
export const KINDS: readonly LogKind[] = [
	kind(
		'sshd',
		'{month} {clock} {host} sshd[{int}]: ',
		`
Refused password of {user} from {ip} port {port} ssh2
Refused password of unknown user {user} from {ip} port {port} ssh2
Took password of {user} from {ip} port {port} ssh2
Took public key of {user} from {ip} port {port} ssh2: RSA {hash}
Peer {ip} went away
Peer {ip} port {port} went away [preauth]
session began for user {user} by (uid={int})
session ended for user {user}
no such user {user} from {ip}
reverse lookup of [{ip}] failed, possible break-in attempt
too many tries for {user} from {ip} port {port}
listening on {ip} port {port}
error: no host key readable in {path}
fatal: no common cipher with {ip}, their offer: {name}
error: stored key of {user} has bad permissions
signal {int} received; stopping`,
	),
	kind(
		'kernel',
		'{month} {clock} {host} kernel: [{int}.{int}] ',
		`
usb {int}-{int}: new device number {int} found
usb {int}-{int}: device lost, address {int}
eth0: link up, {int} Mbps, full duplex
eth0: link down
out of memory: killing process {int} ({name}) score {int}
{name}[{int}]: bad access at {hex} ip {hex} sp {hex} error {int}
filesystem on sda1 mounted read-only after errors
I/O trouble on device sda1, sector {int}
CPU{int}: temperature over threshold, clock reduced (events = {int})
CPU{int}: temperature normal again
task {name}:{int} stuck for more than {int} seconds
audit: backlog limit of {int} exceeded
netfilter: table full, packet dropped
device {host} entered promiscuous mode
NMI watchdog: lockup on CPU{int}, stuck for {int}s`,
	),
	kind(
		'distributed file system',
		'{day} {clock},{int} INFO dfs.Storage$Node: ',
		`
Receiving part {block} src: /{ip}:{port} dest: /{ip}:{port}
Received part {block} of size {int} from /{ip}
Responder {int} for part {block} is done
Stored part {block} at {ip}:{port} with size {int}
Deleting part {block} file {path}
Served part {block} to /{ip}
Could not serve part {block} to /{ip}: connection reset
Checked part {block}, no damage
Asked to copy part {block} to {ip}:{port} {ip}:{port}
Unexpected end while writing part {block}
Part {block} is not valid any more, file {path}
Changing master from {host} to {host}
Block report of {int} parts took {ms}`,
	),
	kind(
		'web server',
		'{day} {clock} [error] {int}#{int}: *{int} ',
		`
upstream refused while connecting, client: {ip}, server: {host}, request: "GET /{name}/{int} HTTP/1.1"
upstream timed out ({int}: slow) while reading headers, client: {ip}, server: {host}
file "{path}" is missing, client: {ip}, server: {host}
access to "{path}" denied by rule, client: {ip}
client {ip} sent a body of {int} bytes, limit is {int}
SSL handshake with {ip}:{port} broke off
no live upstreams for {name}
worker connections are not enough: {int}
rewrite loop at {path}
limit of requests reached, excess: {float} by zone "{name}"
open() of {path} failed: too many open files
certificate of {host} expires in {int} days`,
	),
	kind(
		'database server',
		'{day} {clock}.{int} UTC [{int}] {user}@{name} ',
		`
ERROR:  relation "{name}" does not exist at character {int}
ERROR:  duplicate value for unique index "{name}"
ERROR:  deadlock found between process {int} and process {int}
ERROR:  column "{name}" must not be empty
ERROR:  statement took more than {int} ms and was cancelled
FATAL:  too many clients already
FATAL:  password of user "{user}" is wrong
FATAL:  database "{name}" does not exist
LOG:  checkpoint done: wrote {int} buffers ({float}%); {int} files added
LOG:  checkpoint begins: time
LOG:  temporary file: path "{path}", size {int}
LOG:  connection from {ip} authorized
LOG:  duration: {float} ms
LOG:  autovacuum of table "{name}": pages {int} removed, {int} remain
WARNING:  no transaction is in progress
PANIC:  could not write to file "{path}": no space left`,
	),
	kind(
		'cluster agent',
		'E{int} {clock}.{int} {int} worker.go:{int}] ',
		`
"Pod sync failed" err="container {name} keeps crashing" pod="{name}/{host}" podUID={id}
"Probe failed" probeType="Readiness" pod="{name}/{host}" containerName="{name}"
"Cannot pull image" err="manifest unknown" image="{host}/{name}:{version}"
"Eviction manager: over threshold" resource="memory"
"Node lease could not be renewed" err="timeout" interval="{int}s"
failed to mount volume {id} for pod {name}: timed out after {ms}
no route to service {name} in namespace {name}
orphaned pod {id} found, but volume paths are still there
lost watch of {name}: too old resource version {int} ({int})
certificate rotation failed: {host} did not answer
image garbage collection freed {int} bytes of {int}
container {id} was killed, exit code {int}
node {host} is under disk pressure`,
	),
	kind(
		'container runtime',
		'time="{day}T{clock}Z" ',
		`
level=error msg="handler for POST request failed: no such container {name}"
level=error msg="cannot start container {hash}: port {port} is taken"
level=warning msg="container did not stop in {int} seconds, killing it" container={hash}
level=info msg="shim disconnected" id={hash} namespace={name}
level=info msg="image pulled" image="{host}/{name}:{version}" size={int}
level=warning msg="pruning of volumes skipped, another one is running"
level=error msg="copying {path} failed: no space left on device"
level=info msg="network {name} removed"
level=error msg="healthcheck of {name} timed out" after={ms}
level=fatal msg="daemon could not start: address in use"
level=info msg="garbage collection done" freed={int} duration={ms}`,
	),
	kind(
		'JSON service log',
		'',
		`
{"level":50,"time":{int},"pid":{int},"hostname":"{host}","msg":"request failed","reqId":"{id}","ms":{int}}
{"level":50,"time":{int},"pid":{int},"hostname":"{host}","msg":"payment was declined","reqId":"{id}","ms":{int}}
{"level":40,"time":{int},"pid":{int},"hostname":"{host}","msg":"slow query","sql":"select * from {name} where id = {int}"}
{"level":30,"time":{int},"pid":{int},"hostname":"{host}","msg":"server listens on port {port}"}
{"level":30,"time":{int},"pid":{int},"hostname":"{host}","msg":"cache warmed","entries":{int}}
{"level":50,"time":{int},"pid":{int},"hostname":"{host}","msg":"queue is full","entries":{int}}
{"level":60,"time":{int},"pid":{int},"hostname":"{host}","msg":"uncaught exception","err":{"type":"TypeError","message":"x is undefined"}}
{"level":30,"time":{int},"pid":{int},"hostname":"{host}","msg":"user {user} signed in"}
{"level":30,"time":{int},"pid":{int},"hostname":"{host}","msg":"user {user} signed out"}
{"level":40,"time":{int},"pid":{int},"hostname":"{host}","msg":"rate limit reached","ip":"{ip}"}`,
	),
	kind(
		'package manager in CI',
		'##[error]',
		`
npm error code E{int}
npm error network request to {url} failed, reason: socket hang up
npm error peer {module}@"{version}" from {module}@{version}
npm warn deprecated {module}@{version}: no longer supported
npm error missing script: {name}
npm error path {path}
{path}({int},{int}): error TS{int}: Property '{name}' does not exist on type '{name}'.
{path}({int},{int}): error TS{int}: Cannot find name '{name}'.
Error: Cannot find module '{module}'
Process completed with exit code {int}.
FAIL {path} > {name} works
Timed out after {ms} waiting for {name}
Killed by signal {int}
Cache not found for key: {name}-{hash}
Artifact {name} was not uploaded: no files found at {path}
docker: pull of {host}/{name}:{version} denied`,
	),
	kind(
		'mail server',
		'{month} {clock} {host} mail/smtp[{int}]: ',
		`
{hash}: to=<{user}@example.com>, relay={host}[{ip}]:{int}, delay={float}, status=sent (queued as {hash})
{hash}: to=<{user}@example.com>, relay=none, delay={float}, status=deferred (connection timed out)
connect from {host}[{ip}]
disconnect from {host}[{ip}]
lost connection after DATA from {host}[{ip}]
warning: hostname {host} does not resolve to address {ip}
{hash}: message-id=<{id}@{host}>
{hash}: from=<{user}@example.org>, size={int}, nrcpt={int} (queue active)
{hash}: removed
fatal: no SASL mechanism is left
warning: queue has {int} messages, oldest {int} days
timeout after {int}s from {host}[{ip}]`,
	),
	kind(
		'data processing',
		'{day} {clock} WARN scheduler.TaskSet (task-{int}) - ',
		`
Lost task {int} in stage {float} (TID {int}, {host}, executor {int}): fetch failed
Starting task {int} in stage {float} (TID {int}, {host}, executor {int}, partition {int}, {int} bytes)
Finished task {int} in stage {float} (TID {int}) in {int} ms on {host} ({int}/{int})
Stage {int} was cancelled because stage {int} failed
Executor {int} on {host} lost, reason unknown
Dropping block {name}_{int} from memory, {float} MB free
Memory limit of {float} MB crossed by {name}
Speculative copy of task {int} begun on {host}
No executor has registered for {int} seconds
Job {int} aborted, cause: stage failure
Broadcast {int} stored as values, size {float} KB, free {float} MB
Registering shuffle {int} with {int} maps`,
	),
	kind(
		'coordination service',
		'{day} {clock},{int} - WARN [worker-{int}:Server@{int}] - ',
		`
Session {hex} expired, timeout of {ms} exceeded
Connection request from old client /{ip}:{port}; will be dropped
Accepted socket of /{ip}:{port}
Closed socket of client /{ip}:{port} (no session yet)
Closed socket of client /{ip}:{port} which had session {hex}
Cannot open channel to {int} at election address {host}/{ip}:{port}
Established session {hex} with timeout {int} for client /{ip}:{port}
Notification timeout: {int}
Took {int} ms to sync the log
Exception causing close of session {hex}: len error {int}
Snapshotting {hex} to {path}
Follower {int} is behind by {int} proposals
Leader changed from {int} to {int}
Digest of node {path} differs`,
	),
	kind(
		'service with words for values',
		'{day}T{clock}Z ',
		`
ERROR main c.e.Scheduler - node {host} went from {state} to {state}
ERROR main c.e.Scheduler - rollout of {name} to channel {level} failed: {reason}
WARN pool c.e.Pool - connection to {host} closed: {reason}
WARN pool c.e.Pool - pool {name} is exhausted, {int} waiting
INFO main c.e.Users - order of {person} shipped to {city}
INFO main c.e.Users - order of {person} cancelled
ERROR http c.e.Api - {class}: no {name} with id {int}
ERROR http c.e.Api - unhandled {class} in route /{name}
ERROR http c.e.Api - body of request could not be parsed
INFO main c.e.Boot - ready in {ms}
INFO main c.e.Boot - feature {name} enabled: {flag}
WARN jobs c.e.Jobs - job {name} retried after {reason}
WARN jobs c.e.Jobs - job {name} given up
ERROR jobs c.e.Jobs - job {name} crashed with {class}
FATAL main c.e.Boot - cannot bind port {port}`,
	),
	kind(
		'browser tests',
		'[{clock}] [chromium] ',
		`
{file}:{int}:{int} expected "{city}" but saw "{city}"
{file}:{int}:{int} element {name} not visible after {ms}
{file}:{int}:{int} element {name} is covered by {name}
{file}:{int}:{int} navigation to {url} failed: {reason}
screenshot of {name} differs by {int} pixels
screenshot of {name} has other size: {int}x{int}, expected {int}x{int}
page crashed: {reason}
console.error: Failed to load {url}
console.error: Uncaught (in promise) {class}
retry {int} of {int}
worker {int} ended early
{int} failed
{int} flaky
{int} passed ({ms})`,
	),
	kind(
		'build tool',
		'',
		`
> Task :{name}:compile FAILED
> Task :{name}:test
> Task :{name}:lint UP-TO-DATE
e: {path}: ({int}, {int}): unresolved reference: {name}
w: {path}: ({int}, {int}): parameter '{name}' is never used
warning: unused variable: \`{name}\`
error[E{int}]: cannot find value \`{name}\` in this scope
  --> {path}:{int}:{int}
{path}:{int}: undefined reference to \`{name}\`
make: *** [Makefile:{int}: {name}] Error {int}
ld: cannot find -l{name}
collect: ld returned {int} exit status
BUILD FAILED in {int}s
{int} actionable tasks: {int} executed
could not resolve {name}:{module}:{version}
checksum of {file} is {hash}, expected {hash}`,
	),
];
