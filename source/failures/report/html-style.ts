/** Of the page; colours meet 4.5 : 1 on their ground in both schemes. */
export const HTML_STYLE = `
:root{color-scheme:light dark;--ground:#ffffff;--card:#f6f8fa;--ink:#1f2328;--soft:#59636e;--edge:#d0d7de;--red:#b3261e;--amber:#8a5300;--blue:#0b57a8}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--card:#161b22;--ink:#e6edf3;--soft:#9aa4af;--edge:#3d444d;--red:#ff8a80;--amber:#e3b341;--blue:#8fc1ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:1180px;margin:0 auto;padding:20px 24px 48px}
h1{font-size:20px;margin:0;font-weight:600}h1 time{color:var(--soft);font-weight:400}
h2{font-size:16px;margin:28px 0 8px}
.headline{font-size:18px;font-weight:600;margin:4px 0}
header p{margin:4px 0;color:var(--soft)}header .headline{color:var(--ink)}
code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.groups-list{list-style:none;margin:0;padding:0;border:1px solid var(--edge);border-radius:8px;overflow:hidden}
.groups-list>li+li{border-top:1px solid var(--edge)}
summary,.columns{display:grid;grid-template-columns:84px minmax(0,1fr) minmax(90px,170px) minmax(150px,240px);gap:2px 16px;padding:8px 14px;align-items:start}
summary{cursor:pointer;list-style:none}summary::-webkit-details-marker{display:none}
summary:hover,details[open]>summary{background:var(--card)}summary:focus-visible{outline:2px solid var(--blue);outline-offset:-2px}
.columns{margin:0;padding-block:0 4px;font-size:12px;color:var(--soft)}
.severity{font-size:18px;font-weight:700;line-height:1.3}
small,.more{display:block;font-size:12px;font-weight:400;color:var(--soft)}
.error-level{color:var(--red)}.warning-level{color:var(--amber)}.info-level{color:var(--blue)}
.what code{overflow-wrap:anywhere;font-weight:600}.who{overflow-wrap:anywhere}
.badge{font-size:11px;font-weight:600;border:1px solid currentColor;border-radius:9px;padding:0 7px;margin-left:8px;color:var(--amber);white-space:nowrap}
details dl{display:grid;grid-template-columns:110px minmax(0,1fr);gap:2px 12px;margin:8px 14px;font-size:13px}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
pre{margin:8px 14px 14px;padding:10px 12px;background:var(--card);border:1px solid var(--edge);border-radius:6px;overflow-x:auto}
figure{margin:0 0 12px}figure svg{max-width:100%;height:auto}
table{border-collapse:collapse}th,td{border:1px solid var(--edge);padding:3px 10px;text-align:left}td:last-child{text-align:right}
ul{padding-left:20px;margin:6px 0}
@media (max-width:760px){summary,.columns{grid-template-columns:64px minmax(0,1fr)}.columns span:nth-child(n+3){display:none}.who,.next{grid-column:2}}
@media print{details>*{display:block}}`.replaceAll('\n', '');
