;;; eglot_test.el --- eglot as a client of `awl lsp'  -*- lexical-binding: t -*-
;; AWL names the program, LIST a list in a repository of its own.  Fails with what went wrong;
;; prints "N passed, 0 failed" else.

(require 'package)
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'project)

(defvar passed 0)
(defun expect (what holds)
  (unless holds
    (message "eglot: not so: %s\n%s\n%S" what (buffer-string)
             (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))
    (kill-emacs 1))
  (setq passed (1+ passed)))
(defun eventually (what holds)
  "Wait as long as it takes, within reason."
  (let ((end (time-add nil 20)) (seen nil))
    (while (and (not (setq seen (funcall holds))) (time-less-p nil end))
      (accept-process-output nil 0.05))
    (expect what seen)))
(defun shows (text)
  (seq-some (lambda (d) (string-match-p text (flymake-diagnostic-text d))) (flymake-diagnostics)))
(defun has (text) (save-excursion (goto-char (point-min)) (search-forward text nil t)))

;; A mode of its own: Debian's emacs has none for Markdown.
(define-derived-mode list-mode text-mode "List")
(put 'list-mode 'eglot-language-id "markdown")
(add-to-list 'eglot-server-programs `(list-mode . (,(getenv "AWL") "lsp")))
(setq eglot-sync-connect 20 eglot-send-changes-idle-time 0 flymake-no-changes-timeout 0
      eglot-confirm-server-initiated-edits nil eglot-autoshutdown t)

(find-file (getenv "LIST"))
(list-mode)
(call-interactively #'eglot)
(eventually "the server is there" (lambda () (eglot-managed-p)))
(flymake-start)
(eventually "findings are shown" (lambda () (and (shows "h4") (shows "white space\\|blank"))))

(goto-char (point-min))
(search-forward "## Books")
(eglot-rename "Old Books")
(expect "a rename takes the contents along" (has "[Old Books](#old-books)"))
(expect "and the heading" (has "\n## Old Books\n"))

(goto-char (point-max))
(insert "\ntrailing \t \n")
(eglot-format-buffer)
(expect "formatting formats" (not (has "trailing \t")))

(goto-char (point-max))
(insert "more \t \n")
(eglot--signal-textDocument/didChange)
(let ((action (seq-find (lambda (a) (equal (plist-get a :kind) "source.fixAll.awl"))
                        (jsonrpc-request
                         (eglot-current-server) :textDocument/codeAction
                         (list :textDocument (eglot--TextDocumentIdentifier)
                               :range (list :start (eglot--pos-to-lsp-position (point-min))
                                            :end (eglot--pos-to-lsp-position (point-min)))
                               :context (list :diagnostics [] :only ["source.fixAll"]))))))
  (expect "fix all has its edit" (plist-get action :edit))
  (eglot--apply-workspace-edit (plist-get action :edit))
  (expect "fix all fixes" (not (has "more \t"))))
(eglot--signal-textDocument/didChange)
(eventually "what is fixed is not shown" (lambda () (not (shows "white space\\|blank"))))

(eglot-shutdown (eglot-current-server))
(princ (format "%d passed, 0 failed\n" passed))
(set-buffer-modified-p nil)
(kill-emacs 0)
