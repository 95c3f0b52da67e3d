// The form as one would write it in an afternoon: a text area for each question, all on one page, and
// the whole draft saved when typing rests. What the benchmark compares the app with.

const KEY = "reference";
/** The app saves after the same rest. */
const REST = 400;

const draft = JSON.parse(localStorage.getItem(KEY) ?? "null");
let timer;

function save() {
  localStorage.setItem(KEY, JSON.stringify(draft));
}

const form = document.createElement("form");
for (const { id, label, prompt } of draft?.questions ?? []) {
  const name = document.createElement("label");
  name.htmlFor = `answer-${id}`;
  name.textContent = `${label} ${prompt}`;
  const area = document.createElement("textarea");
  area.id = name.htmlFor;
  area.value = draft.answers[id];
  area.addEventListener("input", () => {
    draft.answers[id] = area.value;
    clearTimeout(timer);
    timer = setTimeout(save, REST);
  });
  form.append(name, area);
}
document.querySelector("main").append(form);
