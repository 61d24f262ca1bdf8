// Verify checks an exported transparency log with Go's own packages and nothing of Datong's.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run verify.go DIR VKEY [WITNESSVKEY|FILE.tlog-proof ...]
//
// DIR holds checkpoint and tile/...; VKEY is the log's public key. Every WITNESSVKEY must have cosigned the checkpoint;
// every FILE.tlog-proof must prove the entry that stands at its index in DIR. Checked: the signatures, each tile against
// the root, the inclusion of each entry, the root once more from the entries alone. Prints "N entries, 0 bad" (exit 0),
// or what is bad (exit 1). Debian: apt-get install golang-go golang-golang-x-mod-dev
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// A witness's key: note.NewVerifier knows plain Ed25519 (type 1) only; a cosignature (type 4) carries its time.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }

func (w witness) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(sig)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, text)
	return ed25519.Verify(w.key, []byte(message), sig[8:])
}

func newWitness(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("malformed witness key")
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(raw) != 33 || raw[0] != 4 {
		return nil, errors.New("not a key of type 4")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("the id of the witness key does not fit")
	}
	return witness{parts[0], hash, ed25519.PublicKey(raw[1:])}, nil
}

// open checks a signed checkpoint: every one of the verifiers must have signed it.
func open(raw []byte, verifiers []note.Verifier) (origin string, tree tlog.Tree, err error) {
	opened, err := note.Open(raw, note.VerifierList(verifiers...))
	if err != nil {
		return "", tree, err
	}
	signed := map[string]bool{}
	for _, sig := range opened.Sigs {
		signed[fmt.Sprint(sig.Name, sig.Hash)] = true
	}
	for _, verifier := range verifiers {
		if !signed[fmt.Sprint(verifier.Name(), verifier.KeyHash())] {
			return "", tree, fmt.Errorf("not signed by %s", verifier.Name())
		}
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		return "", tree, errors.New("a checkpoint has three lines")
	}
	tree.N, err = strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(tree.N, 10) != lines[1] || tree.N < 0 {
		return "", tree, fmt.Errorf("malformed size %q", lines[1])
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return "", tree, fmt.Errorf("malformed root %q", lines[2])
	}
	copy(tree.Hash[:], root)
	if lines[0] != verifiers[0].Name() {
		return "", tree, fmt.Errorf("the checkpoint is that of %s", lines[0])
	}
	return lines[0], tree, nil
}

// tiles reads the hash tiles of a folder; their C2SP path lacks the height that Go writes.
type tiles struct{ dir string }

func (t tiles) Height() int                         { return height }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(wanted))
	for i, tile := range wanted {
		path := "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
		data, err := os.ReadFile(filepath.Join(t.dir, path))
		if err != nil {
			return nil, err
		}
		found[i] = data
	}
	return found, nil
}

// bundle reads one entry bundle and checks that its lengths fit.
func bundle(dir string, n int64, width int) ([][]byte, error) {
	tile := tlog.Tile{H: height, L: 0, N: n, W: width}
	path := "tile/entries/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/0/", height))
	data, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("%s: cut off", path)
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(entries) != width {
		return nil, fmt.Errorf("%s: %d entries, not %d", path, len(entries), width)
	}
	return entries, nil
}

// memory holds the hashes of a tree built from the entries alone.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(m)) {
			return nil, errors.New("no such hash")
		}
		found[i] = m[index]
	}
	return found, nil
}

// checkLog returns the entries and everything that is wrong with them.
func checkLog(dir string, tree tlog.Tree) (entries [][]byte, bad []string) {
	if tree.N == 0 {
		if tree.Hash != tlog.Hash(sha256.Sum256(nil)) {
			bad = append(bad, "the empty log has another root")
		}
		return nil, bad
	}
	reader := tlog.TileHashReader(tree, tiles{dir})
	var stored memory
	for first := int64(0); first < tree.N; first += 1 << height {
		width := 1 << height
		if tree.N-first < int64(width) {
			width = int(tree.N - first)
		}
		found, err := bundle(dir, first>>height, width)
		if err != nil {
			return entries, append(bad, err.Error())
		}
		for i, entry := range found {
			index := first + int64(i)
			leaf := tlog.RecordHash(entry)
			proof, err := tlog.ProveRecord(tree.N, index, reader)
			if err == nil {
				err = tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf)
			}
			if err != nil {
				bad = append(bad, fmt.Sprintf("entry %d: %v", index, err))
			}
			more, err := tlog.StoredHashes(index, entry, stored)
			if err != nil {
				return entries, append(bad, err.Error())
			}
			stored = append(stored, more...)
			entries = append(entries, entry)
		}
	}
	if root, err := tlog.TreeHash(tree.N, stored); err != nil || root != tree.Hash {
		bad = append(bad, "the entries give another root than the checkpoint")
	}
	return entries, bad
}

// checkProof checks one .tlog-proof file against the entry at its index.
func checkProof(path string, entries [][]byte, verifiers []note.Verifier) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	head, checkpoint, found := strings.Cut(string(raw), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof")
	}
	lines = lines[1:]
	if len(lines) > 0 && strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	if len(lines) == 0 || !strings.HasPrefix(lines[0], "index ") {
		return errors.New("no index line")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil || index < 0 || index >= int64(len(entries)) {
		return errors.New("no entry at that index")
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	_, tree, err := open([]byte(checkpoint), verifiers)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entries[index]))
}

func fail(what string, err error) {
	fmt.Printf("%s: %v\n", what, err)
	os.Exit(1)
}

func main() {
	if len(os.Args) < 3 {
		fmt.Println("usage: verify DIR VKEY [WITNESSVKEY|FILE.tlog-proof ...]")
		os.Exit(2)
	}
	dir := os.Args[1]
	log, err := note.NewVerifier(os.Args[2])
	if err != nil {
		fail("log key", err)
	}
	verifiers := []note.Verifier{log}
	var proofs []string
	for _, argument := range os.Args[3:] {
		if strings.HasSuffix(argument, ".tlog-proof") {
			proofs = append(proofs, argument)
			continue
		}
		w, err := newWitness(argument)
		if err != nil {
			fail("witness key", err)
		}
		verifiers = append(verifiers, w)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		fail("checkpoint", err)
	}
	origin, tree, err := open(raw, verifiers)
	if err != nil {
		fail("checkpoint", err)
	}
	entries, bad := checkLog(dir, tree)
	for _, path := range proofs {
		if err := checkProof(path, entries, verifiers); err != nil {
			bad = append(bad, fmt.Sprintf("%s: %v", path, err))
		}
	}
	for _, line := range bad {
		fmt.Println(line)
	}
	fmt.Printf("%s: %d entries, %d bad\n", origin, tree.N, len(bad))
	if len(bad) > 0 {
		os.Exit(1)
	}
}
