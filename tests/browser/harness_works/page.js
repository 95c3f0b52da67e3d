// Just enough behaviour for the harness to be tried on.
const status = document.querySelector("[role=status]");

function showHeading() {
  document.querySelector("h1").textContent = location.hash === "#answers" ? "Answers" : "Questions";
}
addEventListener("hashchange", showHeading);
showHeading();

document.querySelector("#later").addEventListener("click", () => {
  setTimeout(() => { status.textContent = "It is later now."; }, 150);
});

document.querySelector("#save").addEventListener("click", () => {
  const text = document.querySelector("textarea").value;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  link.download = "answer.md";
  link.click();
});

document.querySelector("input[type=file]").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  status.textContent = `${file.name}: ${await file.text()}`;
});

addEventListener("storage", (event) => { status.textContent = `storage: ${event.newValue}`; });
