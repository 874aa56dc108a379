// What the page says besides findings. Screen readers hear it, and what is found once typing pauses.

const pause = 800

export class Notices {
  /**
   * @param {HTMLElement} box with a paragraph and a button that closes it
   * @param {HTMLElement} toast with a paragraph and a button that acts
   * @param {HTMLElement} live
   */
  constructor(box, toast, live) {
    Object.assign(this, {box, toast, live})
    box.querySelector('button').addEventListener('click', () => this.hide())
    toast.querySelector('button').addEventListener('click', () => {
      this.hideToast()
      this.act?.()
    })
  }

  /** Stays until it is closed, or until something else is to be said. */
  say(text) {
    this.box.querySelector('p').textContent = text
    this.box.hidden = false
  }

  /** Hides what begins so. */
  hide(beginning = '') {
    if (this.box.querySelector('p').textContent.startsWith(beginning)) this.box.hidden = true
  }

  /** Something was done; for a while it can be undone here. */
  done(text, action, act) {
    const button = this.toast.querySelector('button')
    this.toast.querySelector('p').textContent = text
    button.textContent = action ?? ''
    button.hidden = !action
    this.act = act
    this.toast.classList.add('is-shown')
    clearTimeout(this.toastTimer)
    this.toastTimer = setTimeout(() => this.hideToast(), 10_000)
  }

  hideToast() {
    this.toast.classList.remove('is-shown')
  }

  /** For screen readers only. */
  tell(text) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.live.textContent = text
    }, pause)
  }
}
