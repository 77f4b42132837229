// The desk's one island. Everything works without it; with it a person saves with the keyboard, is warned before losing
// text, sees how long a headline is, and drops a picture onto the form.

const save = (form: HTMLFormElement): void => {
  const button = form.querySelector<HTMLButtonElement>('button[name="verb"][value="save"]');
  form.requestSubmit(button ?? undefined);
};

const guard = (form: HTMLFormElement): void => {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save(form);
    }
  });
};

const count = (field: HTMLInputElement | HTMLTextAreaElement): void => {
  const label = field.labels?.[0];
  const max = Number(field.dataset["count"]);
  if (!label || !max) return;
  const shown = document.createElement("span");
  shown.className = "count";
  label.append(" ", shown);
  const tell = (): void => {
    const length = [...field.value].length;
    shown.textContent = `${length} of ${max}`;
    shown.classList.toggle("over", length > max * 0.9);
  };
  field.addEventListener("input", tell);
  tell();
};

const upload = (form: HTMLFormElement): void => {
  const file = form.querySelector<HTMLInputElement>('input[type="file"]');
  const drop = form.querySelector<HTMLElement>(".drop");
  const progress = form.querySelector<HTMLElement>(".progress");
  if (!file || !drop || !progress) return;
  const over = (event: DragEvent, on: boolean): void => {
    event.preventDefault();
    drop.classList.toggle("over", on);
  };
  drop.addEventListener("dragover", (event) => over(event, true));
  drop.addEventListener("dragleave", (event) => over(event, false));
  drop.addEventListener("drop", (event) => {
    over(event, false);
    const dropped = event.dataTransfer?.files;
    if (dropped?.length) file.files = dropped;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      progress.textContent = total ? `${Math.round((loaded / total) * 100)} percent sent` : "Sending …";
    });
    request.addEventListener("load", () => {
      // The answer is a page: the library after a redirect, or the form with what is wrong.
      if (request.responseURL && request.status < 400) location.assign(request.responseURL);
      else form.submit();
    });
    request.addEventListener("error", () => (progress.textContent = "The connection broke. Press Upload to try again."));
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
};

document.querySelectorAll<HTMLFormElement>("form[data-guard]").forEach(guard);
document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("[data-count]").forEach(count);
document.querySelectorAll<HTMLFormElement>("form[data-upload]").forEach(upload);
document.querySelector<HTMLElement>(".problems[tabindex]")?.focus();
