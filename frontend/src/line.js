// line: nothing is sent while the browser is off the line. The page stays as it is, with all that was typed, and
// says what was not sent and what to do; the words go when the line is back.
const bar = Object.assign(document.createElement("div"), { className: "line-bar" });
bar.setAttribute("role", "alert");

function say(words, place = document.body) {
  bar.textContent = words;
  place.append(bar);
}

function hold(event) {
  const { target: form, submitter } = event;
  if (navigator.onLine || form.method !== "post") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const what = submitter?.textContent.trim() || "表单";
  say(`“${what}”没有送出：网络已断开。填写的内容都还在，网络恢复后请再点一次。`, form.closest("dialog") ?? undefined);
}

export function start() {
  document.addEventListener("submit", hold, true); // before anything takes the form for sent
  addEventListener("offline", () => say("网络已断开，现在不能保存。填写的内容都还在，网络恢复后请再保存。"));
  addEventListener("online", () => bar.remove());
}
